using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Checkpoints;

/// <summary>
/// What state is true of a database that is restored. Tasks that use the database stand as they did when the backup was made: what they did since is
/// gone with the file. Other tasks keep what is recorded of them, and get back what the backup knows where nothing is.
/// </summary>
/// <param name="States">States afterwards.</param>
/// <param name="Forgotten">Tasks of which nothing is true any more.</param>
/// <param name="Taken">Tasks whose state is taken from the backup, the backup's own task last.</param>
internal sealed record RestoredStates(IReadOnlyDictionary<string, TaskState> States, IReadOnlyList<string> Forgotten, IReadOnlyList<string> Taken)
{
    /// <summary>Works it out.</summary>
    public static RestoredStates Of(GraphContext context, IReadOnlyDictionary<string, TaskState> now, Checkpoint checkpoint)
    {
        var states = new Dictionary<string, TaskState>(now, StringComparer.Ordinal);
        var (forgotten, taken) = (new List<string>(), new List<string>());
        foreach (var name in now.Keys.Union(checkpoint.States.Keys).OrderBy(name => name == checkpoint.Task))
        {
            var (current, saved) = (now.GetValueOrDefault(name), checkpoint.States.GetValueOrDefault(name));
            if (IsSame(current, saved) && (!IsMapped(context, name) || IsSameTry(current?.Last, saved?.Last))) continue;
            var isUser = IsUser(context, name);
            if (saved?.Good is not null && (isUser || name == checkpoint.Task || (current?.Good is null && !HasItems(context, name, current))))
            {
                states[name] = saved;
                taken.Add(name);
            }
            else if (isUser && current is not null)
            {
                states.Remove(name);
                forgotten.Add(name);
            }
        }

        return new RestoredStates(states, forgotten, taken);
    }

    private static bool IsSame(TaskState? a, TaskState? b) => a?.Good is { } good && b?.Good is { } other && (good.RunId, good.EndedAt, good.Fingerprint.Hash) == (other.RunId, other.EndedAt, other.Fingerprint.Hash);

    // Since then items may have run, and what they did to the database is gone.
    private static bool IsSameTry(LastTry? a, LastTry? b) => (a?.RunId, a?.EndedAt, a?.Outcome) == (b?.RunId, b?.EndedAt, b?.Outcome);

    private static bool IsMapped(GraphContext context, string name) => context.Project.Tasks.GetValueOrDefault(name) is { IsMapped: true };

    // Items that are done are more than the backup knows of, though their task never came to its end.
    private static bool HasItems(GraphContext context, string name, TaskState? current) => current is not null && IsMapped(context, name);

    // The code of other graphs' tasks has not been read; a Python function may use the database.
    private static bool IsUser(GraphContext context, string name)
    {
        if (context.Tasks.TryGetValue(name, out var task)) return DatabaseUsers.IsOne(context.Database, task);
        return !context.Project.Tasks.TryGetValue(name, out var definition) || definition.Language is TaskLanguage.Sql or TaskLanguage.Python || definition.Outputs.Any(output => TableUrl.Is(output.Text));
    }
}
