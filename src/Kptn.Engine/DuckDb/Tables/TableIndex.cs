using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>
/// Hashes of tables by the stamp of their database, kept between runs in one cache file, so that DuckDB is opened only for a file that has changed.
/// Losing it costs time, never truth.
/// </summary>
/// <param name="cachePath">The cache file.</param>
internal sealed class TableIndex(string cachePath)
{
    private static readonly byte[] Magic = "kptntb2\n"u8.ToArray();
    private readonly Lock _gate = new();
    private Dictionary<string, KnownTables>? _databases;
    private bool _hasChanged;

    /// <summary>What a table holds, where that is known for this stamp.</summary>
    public TableHash? Get(string database, FileStamp stamp, string table)
    {
        lock (_gate)
        {
            _databases ??= Load();
            return _databases.TryGetValue(database, out var known) && known.Stamp == stamp && known.Hashes.TryGetValue(table, out var hash) ? hash : null;
        }
    }

    /// <summary>Keeps what tables hold; what is known for another stamp is forgotten.</summary>
    public void Put(string database, FileStamp stamp, IReadOnlyDictionary<string, TableHash> tables)
    {
        lock (_gate)
        {
            _databases ??= Load();
            if (!_databases.TryGetValue(database, out var known) || known.Stamp != stamp) _databases[database] = known = new KnownTables(stamp, new(StringComparer.Ordinal));
            foreach (var (table, hash) in tables) known.Hashes[table] = hash;
            _hasChanged = true;
        }
    }

    /// <summary>Gives what is known for one stamp to another, since the tables are the same.</summary>
    public void Carry(string database, FileStamp before, FileStamp now)
    {
        lock (_gate)
        {
            _databases ??= Load();
            if (before == now || !_databases.TryGetValue(database, out var known) || known.Stamp != before) return;
            _databases[database] = known with { Stamp = now };
            _hasChanged = true;
        }
    }

    /// <summary>Writes the cache where something changed.</summary>
    public void Save()
    {
        lock (_gate)
        {
            if (_hasChanged) _hasChanged = !CacheFile.Write(cachePath, Write);
        }
    }

    private void Write(BinaryWriter writer)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        writer.Write(Magic);
        foreach (var (database, known) in _databases!)
        {
            writer.Write(database);
            writer.Write(known.Stamp.Size);
            writer.Write(known.Stamp.MTime);
            writer.Write(known.Stamp.Identity);
            writer.Write(known.Hashes.Count);
            foreach (var (table, hash) in known.Hashes)
            {
                writer.Write(table);
                hash.Hash.Write(bytes);
                writer.Write(bytes);
            }
        }

        writer.Write("");
    }

    private Dictionary<string, KnownTables> Load()
    {
        var databases = new Dictionary<string, KnownTables>(StringComparer.Ordinal);
        try
        {
            if (CacheFile.Read(cachePath) is not { } content) return databases;
            using var reader = new BinaryReader(content);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) return databases;
            for (var database = reader.ReadString(); database.Length > 0; database = reader.ReadString())
            {
                var known = new KnownTables(new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt64()), new(StringComparer.Ordinal));
                for (var left = reader.ReadInt32(); left > 0; left--) known.Hashes[reader.ReadString()] = new TableHash(Hash256.Read(reader.ReadBytes(Hash256.Size)));
                databases[database] = known;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            databases.Clear();
        }

        return databases;
    }

    private sealed record KnownTables(FileStamp Stamp, Dictionary<string, TableHash> Hashes);
}
