using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Planning;

/// <summary>Why a task runs or not, from its first cause upstream to each of its components.</summary>
/// <param name="Planned">The task as planned.</param>
/// <param name="Causes">The tasks upstream that change first, each with its reason, and how what they make comes down to this task.</param>
/// <param name="Components">Every component as recorded and as it is now, those that differ first.</param>
public sealed record Explanation(PlannedTask Planned, IReadOnlyList<Cause> Causes, IReadOnlyList<ComponentChange> Components)
{
    /// <summary>Explains a task of a plan that has its ancestors too.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="task">The task.</param>
    public static Explanation Of(Plan plan, string task)
    {
        var planned = plan.Tasks[task];
        var causes = new List<Cause>();
        Trace(plan, task, [task], causes, []);
        return new Explanation(planned, causes, All(planned));
    }

    private static void Trace(Plan plan, string task, IReadOnlyList<string> path, List<Cause> causes, HashSet<string> seen)
    {
        foreach (var dependency in plan.Tasks[task].Task.Task.Dependencies)
        {
            if (!plan.Tasks.TryGetValue(dependency, out var before) || before.Decision.Action == PlanAction.Fresh || !seen.Add(dependency)) continue;
            IReadOnlyList<string> longer = [dependency, .. path];
            Trace(plan, dependency, longer, causes, seen);
            if (before.Decision.Reason is { } reason) causes.Add(new Cause(dependency, reason, longer));
        }
    }

    private static IReadOnlyList<ComponentChange> All(PlannedTask planned)
    {
        var old = planned.State?.Good?.Fingerprint.Components ?? [];
        var now = planned.Decision.Components;
        var changed = planned.Decision.Changes.ToDictionary(change => (change.Kind, change.Name));
        var all = new List<ComponentChange>(planned.Decision.Changes);
        var recorded = old.ToDictionary(component => (component.Kind, component.Name));
        foreach (var component in now)
        {
            var key = (component.Kind, component.Name);
            if (!changed.ContainsKey(key)) all.Add(new ComponentChange(component.Kind, component.Name, recorded.GetValueOrDefault(key), component));
        }

        return all;
    }
}
