namespace Kptn.Engine.Runs;

/// <summary>A run ended.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Summary">What it did.</param>
public sealed record RunEnded(DateTimeOffset At, RunSummary Summary) : RunEvent(At);
