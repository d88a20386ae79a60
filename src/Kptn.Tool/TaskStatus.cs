using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Tool;

/// <summary>How a task stands.</summary>
/// <param name="Planned">The task as it is planned.</param>
/// <param name="Items">How its items stand; <see langword="null"/> where it has none.</param>
internal sealed record TaskStatus(PlannedTask Planned, ItemStatus? Items)
{
    /// <summary>Who runs it now; <see langword="null"/> where nobody does.</summary>
    public LeaseHolder? Runner { get; init; }

    /// <summary>Tells whether whoever works on the state is running a task: one that was started before is what a killed run left.</summary>
    /// <param name="state">What is recorded of the task.</param>
    /// <param name="holder">Who works on the state now.</param>
    public static LeaseHolder? RunnerOf(TaskState? state, LeaseHolder? holder) =>
        state?.Last is { Outcome: TaskOutcome.Started } last && last.StartedAt >= holder?.Since ? holder : null;
}
