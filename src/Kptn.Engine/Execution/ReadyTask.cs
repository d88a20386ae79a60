using Kptn.Engine.Execution.Items;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>A task that may start.</summary>
/// <param name="Node">The task.</param>
/// <param name="Decision">Why it runs, and what it depends on; <see langword="null"/> where that is decided as it starts.</param>
/// <param name="Try">Which try is next, from one.</param>
/// <param name="FirstStart">When its first try started; <see langword="null"/> before.</param>
internal sealed record ReadyTask(Node Node, Decision? Decision, int Try = 1, DateTimeOffset? FirstStart = null)
{
    /// <summary>The task with its code as its next try runs it.</summary>
    public PreparedTask Task { get; init; } = Node.Planned.Task;

    /// <summary>The items, once a mapped task has planned them.</summary>
    public MapRun? Map { get; init; }

    /// <summary>The bundle to work on; with <see cref="Map"/> alone, the mapped task is to end.</summary>
    public Bundle? Bundle { get; init; }
}
