namespace Kptn.Engine.Runs;

/// <summary>Something a user should know that stops nothing.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The task it is about; empty for the run.</param>
/// <param name="Message">What to know.</param>
public sealed record RunNotice(DateTimeOffset At, string Task, string Message) : RunEvent(At);
