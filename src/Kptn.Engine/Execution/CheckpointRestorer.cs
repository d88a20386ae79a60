using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Execution;

/// <summary>
/// Puts a backup in the place of the database, and its state in the place of what is recorded. A kill at any instant leaves the backup's task without
/// completed state until all is done, so that the next run does it again.
/// </summary>
/// <param name="context">The graph.</param>
public sealed class CheckpointRestorer(GraphContext context)
{
    /// <summary>Restores.</summary>
    /// <param name="restore">What was planned.</param>
    /// <param name="state">The state, open for writing.</param>
    /// <returns>Whether it was done, and what to tell the user.</returns>
    public async Task<(bool Done, string Notice)> RunAsync(CheckpointRestore restore, IStateWriter state)
    {
        var database = context.Database.Path!;
        try
        {
            using var turn = await context.Turns.TakeAsync(CancellationToken.None).ConfigureAwait(false);
            var temporary = database + ".restoring";
            DatabaseCopy.Make(restore.Path, temporary);
            var keptAside = PutInOrder(database, restore.Checkpoint!.Id);

            // First what would be untrue of the restored database is forgotten, last its task is known as done.
            foreach (var task in restore.After!.Forgotten.Concat(restore.After.Taken).Where(state.Opened.ContainsKey)) state.Forget(task);
            await state.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            if (keptAside) MoveAside(database);
            else DurableFile.DeleteIfPossible(CheckpointFile.LogOf(database));
            DatabaseCopy.Publish(temporary, database);
            foreach (var task in restore.After.Taken)
            {
                var saved = restore.After.States[task];
                using var items = restore.Checkpoint.ReadItems(task);
                if (items is not null) state.CopyItems(task, items);
                state.RecordEnd(task, saved.Last!, saved.Good);
            }

            await state.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            DatabaseCopy.Change(database, CheckpointTable.Remove);
            return (true, Told(restore, keptAside));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
        {
            return (false, $"the checkpoint '{restore.Backup}' could not be restored: {e.Message}");
        }
    }

    // Folds the log of the database in, which also makes sure that nobody uses it.
    private static bool PutInOrder(string database, string backup)
    {
        if (!File.Exists(database)) return false;
        var (open, error) = DatabaseOpener.Open(new DuckOptions(database), DatabaseOpener.Patience, CancellationToken.None);
        if (open is null) return error.Contains("is in use by", StringComparison.Ordinal) ? throw new IOException(error) : true;
        using (open)
        {
            using var connection = open.Connect();
            connection.Run("CHECKPOINT");

            // A restoring that was killed had moved the database aside already; this is what it put there.
            if (CheckpointTable.IdOf(connection) == backup) return false;
            var (tables, _) = connection.Query("SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name <> 'kptn' LIMIT 1");
            return tables.Count > 0;
        }
    }

    private static void MoveAside(string database)
    {
        var aside = CheckpointFile.ReplacedOf(database);
        DurableFile.DeleteIfPossible(CheckpointFile.LogOf(aside));
        File.Move(database, aside, overwrite: true);
        if (File.Exists(CheckpointFile.LogOf(database))) File.Move(CheckpointFile.LogOf(database), CheckpointFile.LogOf(aside), overwrite: true);
        DurableFile.SyncFolder(Path.GetDirectoryName(database)!);
    }

    private string Told(CheckpointRestore restore, bool keptAside)
    {
        var aside = keptAside ? $"; what it was is now '{Path.GetFileName(CheckpointFile.ReplacedOf(context.Database.Path!))}'" : "";
        return $"{context.Database.Shown} was restored from the checkpoint of {restore.Task} ('{restore.Backup}', saved {restore.SavedAt} UTC){aside}";
    }
}
