using System.Collections.Concurrent;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Fingerprints;

/// <summary>
/// What a normaliser learnt of a file, by the file's content hash, kept between runs in one cache file. Losing it costs time, never truth.
/// </summary>
public sealed class FactStore
{
    private static readonly byte[] Magic = "kptnfa2\n"u8.ToArray();
    private readonly ConcurrentDictionary<(string Normaliser, Hash256 Content), byte[]> _facts = new();
    private readonly ConcurrentDictionary<(string Normaliser, Hash256 Content), bool> _used = new();
    private readonly string _cachePath;
    private bool _changed;

    /// <summary>Opens the store; a cache that cannot be read is taken as empty.</summary>
    /// <param name="cachePath">The cache file.</param>
    public FactStore(string cachePath)
    {
        _cachePath = cachePath;
        Load();
    }

    /// <summary>Looks facts up.</summary>
    /// <param name="normaliser">Name and version of what learnt them, such as <c>python-ast/1</c>.</param>
    /// <param name="content">Hash of the file's content.</param>
    /// <returns>The facts in the normaliser's own form, or <see langword="null"/>.</returns>
    public byte[]? Get(string normaliser, Hash256 content)
    {
        if (!_facts.TryGetValue((normaliser, content), out var facts)) return null;
        _used[(normaliser, content)] = true;
        return facts;
    }

    /// <summary>Keeps facts.</summary>
    /// <param name="normaliser">Name and version of what learnt them.</param>
    /// <param name="content">Hash of the file's content.</param>
    /// <param name="facts">The facts.</param>
    public void Put(string normaliser, Hash256 content, byte[] facts)
    {
        _facts[(normaliser, content)] = facts;
        _used[(normaliser, content)] = true;
        _changed = true;
    }

    /// <summary>Writes the cache where something was added; facts nobody asked for are dropped once they outnumber the used ones by far.</summary>
    public void Save()
    {
        if (_changed) _changed = !CacheFile.Write(_cachePath, Write);
    }

    private void Write(BinaryWriter writer)
    {
        Span<byte> hash = stackalloc byte[Hash256.Size];
        var dropUnused = _facts.Count > 1000 + (4 * _used.Count);
        writer.Write(Magic);
        foreach (var (key, facts) in _facts)
        {
            if (dropUnused && !_used.ContainsKey(key)) continue;
            writer.Write(key.Normaliser);
            key.Content.Write(hash);
            writer.Write(hash);
            writer.Write(facts.Length);
            writer.Write(facts);
        }

        writer.Write("");
    }

    private void Load()
    {
        try
        {
            if (CacheFile.Read(_cachePath) is not { } stored) return;
            using var reader = new BinaryReader(stored);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) return;
            for (var name = reader.ReadString(); name.Length > 0; name = reader.ReadString())
            {
                var content = Hash256.Read(reader.ReadBytes(Hash256.Size));
                _facts[(name, content)] = reader.ReadBytes(reader.ReadInt32());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            _facts.Clear();
        }
    }
}
