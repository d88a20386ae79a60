using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Checkpoints;

/// <summary>Holds what a backup recorded against the project of now: its own task, and every task before it.</summary>
/// <param name="context">The graph.</param>
internal sealed class CheckpointCheck(GraphContext context)
{
    /// <summary>Why a backup is not what its task would give now; empty where it is.</summary>
    public string Problem(Checkpoint checkpoint, string task)
    {
        if (checkpoint.Task != task) return $"it is the checkpoint of task '{checkpoint.Task}'";
        if (checkpoint.Key.Namespace != context.Key.Namespace) return $"it belongs to the namespace '{checkpoint.Key.Namespace}', not to '{context.Key.Namespace}'";
        if (checkpoint.Key.StorageKey != context.Key.StorageKey && File.Exists(context.Database.Path)) return $"it belongs to the storage key '{checkpoint.Key.StorageKey}', not to '{context.Key.StorageKey}', and there is a database";
        if (checkpoint.States.GetValueOrDefault(task)?.Good is null) return "it does not say that its task succeeded";
        foreach (var name in Line(task))
        {
            if (checkpoint.States.GetValueOrDefault(name)?.Good is { } good && Changes(context.Tasks[name], good, checkpoint.States) is { Count: > 0 } changes) return $"it is stale ({name}: {Reasons.Of(changes)})";
        }

        return "";
    }

    // The task and all before it, those first.
    private IEnumerable<string> Line(string task)
    {
        var line = new HashSet<string>(StringComparer.Ordinal);
        Add(task);
        return context.Tasks.Keys.Where(line.Contains);

        void Add(string name)
        {
            if (!line.Add(name)) return;
            foreach (var before in context.Tasks[name].Task.Dependencies) Add(before);
        }
    }

    private static IReadOnlyList<ComponentChange> Changes(PreparedTask task, GoodRun good, IReadOnlyDictionary<string, TaskState> states)
    {
        // What items add is theirs, and they run again.
        if (task.Mapping is not null)
        {
            var recorded = good.Fingerprint.Components.Where(component => task.Own.Any(own => own.Kind == component.Kind && own.Name == component.Name)).ToList();
            return Fingerprint.Compare(recorded, task.Own);
        }

        var inputs = new List<Component>();
        var unknown = new List<string>();
        foreach (var name in task.Task.Dependencies)
        {
            if (states.GetValueOrDefault(name)?.Good is { } before) inputs.AddRange(InputComponents.Of(name, before));
            else unknown.Add(name);
        }

        var now = Fingerprint.Sort([.. task.Own, .. Planner.Visible(task, inputs)]);
        if (task.Task.Definition.Language == TaskLanguage.Command) now = WrittenFiles.Settle(now, good);
        return [.. Fingerprint.Compare(good.Fingerprint.Components, now).Where(change => !unknown.Contains(InputComponents.Source(change.Kind, change.Name)))];
    }
}
