using System.Globalization;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>Makes backups of the database after tasks.</summary>
/// <param name="context">The graph.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckpointWriter(GraphContext context, TimeProvider time)
{
    private const int Rounds = 3;

    /// <summary>Backs the database up. The backup before stays until the new one is on disk.</summary>
    /// <param name="task">The task that has succeeded.</param>
    /// <param name="states">States of tasks, which are durable; asked for while nobody uses the database.</param>
    /// <returns>What the user should know; empty where all went well.</returns>
    public string Save(string task, Func<IReadOnlyDictionary<string, TaskState>> states)
    {
        if (context.Database.Path is not { } path) return "its checkpoint is skipped: the database is in memory";
        var backup = CheckpointFile.BackupOf(path, task);
        try
        {
            using var turn = context.Turns.Take(CancellationToken.None);
            if (!File.Exists(path)) return $"its checkpoint is skipped: there is no database '{context.Database.Shown}'";
            var temporary = backup + ".tmp";
            CopyClosed(path, temporary);
            var id = Guid.NewGuid().ToString("N");
            var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            DatabaseCopy.Change(temporary, connection => CheckpointTable.Write(connection, new Checkpoint(id, task, context.Key, now, Good(states())) { ReadItems = context.ReadItems }));
            DatabaseCopy.Publish(temporary, backup);
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
        {
            return $"its checkpoint could not be saved{(File.Exists(backup) ? "; the one before stays" : "")}: {e.Message}; the next run tries again";
        }
    }

    private static Dictionary<string, TaskState> Good(IReadOnlyDictionary<string, TaskState> states) =>
        states.Where(pair => pair.Value.Good is not null).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    // While it is open for reading no other process can write to it; it may have been written to between the two.
    private void CopyClosed(string path, string temporary)
    {
        for (var round = 1; ; round++)
        {
            Fold(path);
            var (database, error) = DatabaseOpener.Open(new DuckOptions(path) { IsReadOnly = true }, DatabaseOpener.Patience, CancellationToken.None);
            if (database is null) throw new IOException(error);
            using (database)
            {
                if (CheckpointFile.HasLog(path) && round < Rounds) continue;
                if (CheckpointFile.HasLog(path)) throw new IOException($"another process writes to '{path}' again and again");
                DatabaseCopy.Make(path, temporary);
                return;
            }
        }
    }

    private void Fold(string path)
    {
        var (database, error) = DatabaseOpener.Open(new DuckOptions(path), DatabaseOpener.Patience, CancellationToken.None);
        if (database is null) throw new IOException(error);
        FileStamp? before;
        using (database)
        {
            before = DatabaseStamp.Take(path);
            using var connection = database.Connect();
            if (connection.Run("CHECKPOINT") is { } wrong) throw new IOException($"'{path}': {wrong.Summary}");
        }

        if (before is { } stamp) context.Outputs.Tables?.Carry(stamp);
    }
}
