namespace Kptn.Engine.Execution;

/// <summary>Something the scheduler waits for: a try has ended, or a retry is due.</summary>
/// <param name="Task">The task.</param>
/// <param name="Result">How the try ended; <see langword="null"/> where a retry is due.</param>
/// <param name="StartedAt">When the try started, UTC.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record Completion(ReadyTask Task, AttemptResult? Result, DateTimeOffset StartedAt, TimeSpan Duration);
