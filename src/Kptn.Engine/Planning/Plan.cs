using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>What a run would do.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Key">Whose state it was made against.</param>
/// <param name="Tasks">The tasks that may run, by name, in dependency order.</param>
public sealed record Plan(string Graph, StateKey Key, IReadOnlyDictionary<string, PlannedTask> Tasks)
{
    /// <summary>Whether every task is up to date.</summary>
    public bool IsUpToDate => Tasks.Values.All(task => task.Decision.Action == PlanAction.Fresh);

    /// <summary>How many tasks run for each kind of reason, most frequent first.</summary>
    public IReadOnlyList<(ReasonKind Kind, int Count)> RollUp() =>
        [.. Tasks.Values.Where(task => task.Decision.Reason is not null)
            .GroupBy(task => task.Decision.Reason!.Kind)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .Select(group => (group.Key, group.Count()))];
}
