using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Checkpoints;

/// <summary>
/// Decides which backup of the database a run restores at its start: that of the task furthest along which has a valid one, and only where that task
/// has no completed state, so that nothing which came after it is thrown away.
/// </summary>
/// <param name="context">The graph.</param>
public sealed class CheckpointPlanner(GraphContext context)
{
    /// <summary>Decides. Opens a backup only where its task has no completed state.</summary>
    /// <param name="states">State of every task.</param>
    public CheckpointRestore Plan(IReadOnlyDictionary<string, TaskState> states)
    {
        if (context.Items.Subset is not null) return CheckpointRestore.None;
        if (context.Database.Location is { IsKnown: false } && context.Tasks.Values.Any(task => task.Task.Definition.DuckDbCheckpoint && states.GetValueOrDefault(task.Name)?.Good is null))
        {
            return new CheckpointRestore(["config.duckdb is a function: whether a checkpoint is restored is not known before a run has called it"]);
        }

        if (context.Database.Path is not { } database) return CheckpointRestore.None;
        List<string>? notices = null;
        foreach (var (name, task) in context.Tasks.Reverse())
        {
            if (!task.Task.Definition.DuckDbCheckpoint) continue;
            var path = CheckpointFile.BackupOf(database, name);
            if (!File.Exists(path)) continue;
            if (states.GetValueOrDefault(name)?.Good is not null) break;
            var (checkpoint, problem) = CheckpointReader.Read(path);
            if (checkpoint is not null) problem = new CheckpointCheck(context).Problem(checkpoint, name);
            if (problem.Length == 0)
            {
                return new CheckpointRestore(notices ?? []) { Checkpoint = checkpoint, Path = path, After = RestoredStates.Of(context, states, checkpoint!) };
            }

            (notices ??= []).Add($"the checkpoint '{Path.GetFileName(path)}' is not restored: {problem}");
        }

        return notices is null ? CheckpointRestore.None : new CheckpointRestore(notices);
    }
}
