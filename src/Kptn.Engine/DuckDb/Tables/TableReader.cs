using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>Reads tables that are outputs. The database is opened only where its file has changed since they were hashed.</summary>
/// <param name="database">The database.</param>
/// <param name="index">Hashes that are known.</param>
/// <param name="turns">Who may use the database.</param>
internal sealed class TableReader(DatabaseConfig database, TableIndex index, DatabaseTurns turns)
{
    /// <summary>Hashes a table as it is now.</summary>
    /// <returns>It; <see langword="null"/> where it is not there or cannot be read.</returns>
    public OutputState? Read(string path) => Look(path, TimeSpan.Zero, out _) is { } found ? State(path, found.Hash, found.Stamp) : null;

    /// <summary>Hashes a table that was just written.</summary>
    /// <returns>It; <see langword="null"/> where it is not there.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public OutputState? ReadFresh(string path)
    {
        var found = Look(path, DatabaseOpener.Patience, out var error);
        if (error.Length > 0) throw new IOException($"output '{path}' cannot be read: {error}");
        return found is { } table ? State(path, table.Hash, table.Stamp) : null;
    }

    /// <summary>Holds a recorded table against the database.</summary>
    public OutputCondition Check(OutputState recorded)
    {
        if (database.Path is not { } path || DatabaseStamp.Take(path) is not { } stamp) return OutputCondition.Missing;
        if (index.Get(path, stamp, TableUrl.Read(recorded.Path).Key) is null && recorded.Stamp == stamp) return OutputCondition.AsRecorded;
        if (Look(recorded.Path, TimeSpan.Zero, out var error) is { Hash.IsMissing: false } found) return found.Hash.Hash == recorded.Hash ? OutputCondition.AsRecorded : OutputCondition.Modified;
        return error.Length > 0 ? OutputCondition.Modified : OutputCondition.Missing;
    }

    /// <summary>Hashes tables of which it is not known what they hold now, in one go, so that the next plan need not.</summary>
    public void Settle(IReadOnlyCollection<string> paths)
    {
        if (database.Path is not { } path || DatabaseStamp.Take(path) is not { } stamp) return;
        var left = paths.Select(TableUrl.Read).Where(table => index.Get(path, stamp, table.Key) is null).ToList();
        if (left.Count > 0) Hash(path, left, TimeSpan.Zero, out _);
    }

    /// <summary>Keeps what a task made, once its database is closed.</summary>
    public void Keep(IReadOnlyDictionary<string, TableHash> tables)
    {
        if (tables.Count > 0 && database.Path is { } path && DatabaseStamp.Take(path) is { } stamp) index.Put(path, stamp, tables);
    }

    /// <summary>Says that the database holds what it held when it had another stamp: kptn itself has only put its file in order.</summary>
    public void Carry(FileStamp before)
    {
        if (database.Path is { } path && DatabaseStamp.Take(path) is { } now) index.Carry(path, before, now);
    }

    /// <summary>Reads the same tables in another file.</summary>
    public TableReader In(string path) => new(database with { Fixed = path }, index, turns);

    /// <summary>Writes the cache where something changed.</summary>
    public void Save() => index.Save();

    private static OutputState? State(string path, TableHash hash, FileStamp stamp) => hash.IsMissing ? null : new OutputState(path, hash.Hash, 0, stamp);

    private (TableHash Hash, FileStamp Stamp)? Look(string url, TimeSpan patience, out string error)
    {
        error = "";
        if (database.Path is not { } path || DatabaseStamp.Take(path) is not { } stamp) return null;
        var table = TableUrl.Read(url);
        if (index.Get(path, stamp, table.Key) is { } known) return (known, stamp);
        return Hash(path, [table], patience, out error) is { } found ? (found.Hashes[table.Key], found.Stamp) : null;
    }

    private (Dictionary<string, TableHash> Hashes, FileStamp Stamp)? Hash(string path, IReadOnlyList<TableUrl> tables, TimeSpan patience, out string error)
    {
        using var turn = turns.Take(CancellationToken.None);
        for (var round = 0; ; round++)
        {
            if (DatabaseStamp.Take(path) is not { } before)
            {
                error = "";
                return null;
            }

            var (opened, problem) = DatabaseOpener.Open(new DuckOptions(path) { IsReadOnly = true }, patience, CancellationToken.None);
            error = problem;
            if (opened is null) return null;
            var hashes = new Dictionary<string, TableHash>(StringComparer.Ordinal);
            using (opened)
            {
                using var connection = opened.Connect();
                foreach (var table in tables)
                {
                    var (hash, failure) = TableHasher.Of(connection, table);
                    error = failure?.Summary ?? error;
                    if (failure is not null) return null;
                    hashes[table.Key] = hash;
                }
            }

            if (DatabaseStamp.Take(path) != before && round < 3) continue;
            index.Put(path, before, hashes);
            return (hashes, before);
        }
    }
}
