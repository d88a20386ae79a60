using Kptn.Engine.State;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>Reads what backups say of themselves.</summary>
internal static class CheckpointReader
{
    /// <summary>Reads a backup.</summary>
    /// <param name="path">The backup, absolute.</param>
    /// <returns>What it says, or why it cannot be used.</returns>
    public static (Checkpoint? Checkpoint, string Problem) Read(string path)
    {
        var (database, error) = DuckDatabase.Open(new DuckOptions(path) { IsReadOnly = true });
        if (database is null) return (null, $"it cannot be opened: {error!.Summary}");
        using (database)
        {
            using var connection = database.Connect();
            return CheckpointTable.Read(connection) is { } checkpoint ? (checkpoint with { ReadItems = task => Items(path, checkpoint.Key, task) }, "") : (null, "kptn did not make it");
        }
    }

    private static IItemTable? Items(string path, StateKey key, string task)
    {
        var (database, error) = DuckDatabase.Open(new DuckOptions(path) { IsReadOnly = true });
        if (database is null) throw new IOException($"'{path}' cannot be opened: {error!.Summary}");
        using (database)
        {
            using var connection = database.Connect();
            return CheckpointTable.ReadItems(connection, key, task);
        }
    }
}
