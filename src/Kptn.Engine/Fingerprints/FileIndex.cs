using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Fingerprints;

/// <summary>
/// Hashes of files' content, kept between runs in one cache file, so that a file is read again only when its stamp changed or
/// cannot be trusted. Losing the cache costs time, never truth.
/// </summary>
public sealed class FileIndex
{
    private static readonly byte[] Magic = "kptnfx2\n"u8.ToArray();
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly string _cachePath;
    private readonly string _root;
    private readonly TimeProvider _time;
    private int _changed;
    private int _read;

    /// <summary>Opens the index; a cache that cannot be read is taken as empty.</summary>
    /// <param name="root">The project's folder; keys below it are kept relative, so that a moved checkout keeps its cache.</param>
    /// <param name="cachePath">The cache file.</param>
    /// <param name="time">The clock.</param>
    public FileIndex(string root, string cachePath, TimeProvider time)
    {
        _root = root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar;
        _cachePath = cachePath;
        _time = time;
        Load();
    }

    /// <summary>How many files were read since it was opened.</summary>
    public int FilesRead => _read;

    /// <summary>The hash of a file as it was read last; <see langword="null"/> where it was not.</summary>
    /// <param name="path">Absolute path.</param>
    public Hash256? LastHash(string path) => _known.TryGetValue(Key(path), out var known) ? known.Hash : null;

    /// <summary>Hashes the content of a regular file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="read">Reads the file where that is needed, for those who have a use for its content; else it is only hashed.</param>
    /// <returns>The hash and the stamp it is good for; <see langword="null"/> where no regular file is there.</returns>
    public (Hash256 Hash, FileStamp Stamp)? Hash(string path, Func<string, Hash256>? read = null)
    {
        if (FileStamps.Take(path, FileStamps.Now(_time), out var stamp) != FileStamps.EntryKind.File) return null;
        var key = Key(path);
        if (_known.TryGetValue(key, out var known) && !known.Stamp.Racy && known.Stamp == stamp with { Racy = false })
        {
            return (known.Hash, known.Stamp);
        }

        try
        {
            return Read(path, key, stamp, read ?? HashContent);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Hashes a file now, whatever is known of it.</summary>
    /// <param name="path">Absolute path of a regular file.</param>
    public static Hash256 HashContent(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length <= 1 << 16)
        {
            var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((1 << 16) + 1);
            try
            {
                var count = 0;
                while (count < buffer.Length)
                {
                    var n = RandomAccess.Read(handle, buffer.AsSpan(count), count);
                    if (n == 0) return Hash256.Of(buffer.AsSpan(0, count));
                    count += n;
                }
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        using var stream = new FileStream(handle, FileAccess.Read, 1 << 17);
        Span<byte> digest = stackalloc byte[Hash256.Size];
        SHA256.HashData(stream, digest);
        return Hash256.Read(digest);
    }

    /// <summary>Writes the cache where something changed; a failure to write it is ignored, since it is only a cache.</summary>
    public void Save()
    {
        if (Interlocked.Exchange(ref _changed, 0) == 0) return;
        if (!CacheFile.Write(_cachePath, Write)) Interlocked.Exchange(ref _changed, 1);
    }

    private void Write(BinaryWriter writer)
    {
        Span<byte> hash = stackalloc byte[Hash256.Size];
        writer.Write(Magic);
        foreach (var (key, known) in _known)
        {
            if (known.Stamp.Racy) continue;
            writer.Write(key);
            writer.Write(known.Stamp.Size);
            writer.Write(known.Stamp.MTime);
            writer.Write(known.Stamp.Identity);
            known.Hash.Write(hash);
            writer.Write(hash);
        }

        writer.Write("");
    }

    private (Hash256 Hash, FileStamp Stamp)? Read(string path, string key, FileStamp before, Func<string, Hash256> read)
    {
        Interlocked.Increment(ref _read);
        for (var round = 0; ; round++)
        {
            var hash = read(path);
            if (FileStamps.Take(path, FileStamps.Now(_time), out var after) != FileStamps.EntryKind.File) return null;
            if (after with { Racy = false } == before with { Racy = false } || round == 3)
            {
                _known[key] = new Known(hash, before);
                Interlocked.Exchange(ref _changed, 1);
                return (hash, round == 3 ? before with { Racy = true } : before);
            }

            before = after;
        }
    }

    private string Key(string path) =>
        path.StartsWith(_root, StringComparison.Ordinal) ? path[_root.Length..] : path;

    private void Load()
    {
        try
        {
            if (CacheFile.Read(_cachePath) is not { } content) return;
            using var reader = new BinaryReader(content);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) return;
            for (var key = reader.ReadString(); key.Length > 0; key = reader.ReadString())
            {
                var stamp = new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64());
                _known[key] = new Known(Hash256.Read(reader.ReadBytes(Hash256.Size)), stamp);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            _known.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(Hash256 Hash, FileStamp Stamp);
}
