namespace Kptn.Engine.State;

/// <summary>Tells which tasks failed.</summary>
public static class FailedTasks
{
    /// <summary>Names of the tasks whose last try did not succeed.</summary>
    /// <param name="states">What is recorded of tasks.</param>
    public static IReadOnlySet<string> Of(IReadOnlyDictionary<string, TaskState> states) =>
        states.Values.Where(state => state.Last is { Outcome: not TaskOutcome.Succeeded }).Select(state => state.Task).ToHashSet(StringComparer.Ordinal);
}
