using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Saves backups of the database that an earlier run was kept from saving.</summary>
/// <param name="context">The graph.</param>
/// <param name="time">The clock.</param>
public sealed class CheckpointCatchUp(GraphContext context, TimeProvider time)
{
    /// <summary>Saves them; looks at nothing but a folder where none is due.</summary>
    /// <param name="states">What is recorded.</param>
    /// <returns>What to tell the user.</returns>
    public IReadOnlyList<string> Run(IReadOnlyDictionary<string, TaskState> states)
    {
        var due = new DueBackups(context.Project.KptnDir, context.Key);
        var notices = new List<string>();
        try
        {
            foreach (var task in due.Tasks)
            {
                // One that did not come to its end runs again, and then is backed up; without the database there is nothing to back up.
                var isGood = File.Exists(context.Database.Path) && context.Tasks.TryGetValue(task, out var prepared) && prepared.Task.Definition.DuckDbCheckpoint && states.GetValueOrDefault(task) is { Good: not null, Last.Outcome: TaskOutcome.Succeeded };
                var problem = isGood ? new CheckpointWriter(context, time).Save(task, () => states) : "";
                if (problem.Length == 0) due.Remove(task);
                if (isGood) notices.Add(problem.Length == 0 ? $"the checkpoint of {task}, which an earlier run could not save, was saved" : $"{task}: {problem}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notices.Add($"a checkpoint that is due could not be looked for: {e.Message}");
        }

        return notices;
    }
}
