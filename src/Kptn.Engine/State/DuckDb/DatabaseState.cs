using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;

namespace Kptn.Engine.State.DuckDb;

/// <summary>
/// What the database says where it is not the one that the journal goes on from: it was put back, copied from somebody, or removed, and its state
/// goes with it.
/// </summary>
/// <param name="Fold">Name of its last fold; empty where it has no state.</param>
/// <param name="States">Its state.</param>
internal sealed record DatabaseState(string Fold, IReadOnlyDictionary<string, TaskState> States)
{
    /// <summary>Reads the items of a task in a database; <see langword="null"/> where it has none, or cannot be read.</summary>
    /// <param name="path">The database, absolute.</param>
    /// <param name="key">Whose state.</param>
    /// <param name="task">The mapped task.</param>
    public static IItemTable? ItemsOf(string? path, StateKey key, string task)
    {
        if (!File.Exists(path)) return null;
        var (database, _) = DuckDatabase.Open(new DuckOptions(path) { IsReadOnly = true });
        if (database is null) return null;
        using (database)
        {
            using var connection = database.Connect();
            return FoldTable.ReadItems(connection, key, task);
        }
    }

    /// <summary>Looks. Opens the database only where its file is not as the journal knows it.</summary>
    /// <param name="path">The database, absolute; <see langword="null"/> where it is not known.</param>
    /// <param name="key">Whose state.</param>
    /// <param name="link">What the journal knows.</param>
    /// <returns>What it says; <see langword="null"/> where the journal holds: also where another process has the database open, which it gets from kptn only.</returns>
    public static DatabaseState? Look(string? path, StateKey key, DatabaseLink? link)
    {
        if (path is null) return null;
        if (DatabaseStamp.Take(path) is not { } stamp) return link is { Fold.Length: > 0 } ? new DatabaseState("", new Dictionary<string, TaskState>()) : null;
        if (link is not null && stamp == link.Stamp) return null;
        var (database, _) = DuckDatabase.Open(new DuckOptions(path) { IsReadOnly = true });
        if (database is null) return null;
        using (database)
        {
            using var connection = database.Connect();
            var fold = FoldTable.FoldOf(connection, key);
            if (link is null) return fold is null ? null : new DatabaseState(fold, FoldTable.Read(connection, key));
            if (link.Knows(fold) || (fold is null && link.Fold.Length == 0)) return null;
            return new DatabaseState(fold ?? "", fold is null ? new Dictionary<string, TaskState>() : FoldTable.Read(connection, key));
        }
    }
}
