namespace Kptn.Engine.Runs;

/// <summary>A task is done with without having run.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The task.</param>
/// <param name="How">Whether it was fresh, restored, blocked or not started.</param>
/// <param name="Cause">For a blocked one, the task that failed; for a restored one, the storage key and the run that it comes from.</param>
public sealed record TaskSettled(DateTimeOffset At, string Task, Settlement How, string Cause = "") : RunEvent(At);
