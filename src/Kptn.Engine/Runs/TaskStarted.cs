namespace Kptn.Engine.Runs;

/// <summary>A try of a task starts.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The task.</param>
/// <param name="Try">Which try, from one.</param>
/// <param name="Reason">Why it runs.</param>
/// <param name="Log">Its log, relative to the project.</param>
public sealed record TaskStarted(DateTimeOffset At, string Task, int Try, string Reason, string Log) : RunEvent(At);
