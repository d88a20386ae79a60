namespace Kptn.Engine.Runs;

/// <summary>All items of a wave have ended.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Wave">Its number, from 1.</param>
/// <param name="Failed">How many of its items failed.</param>
public sealed record WaveEnded(DateTimeOffset At, string Task, int Wave, int Failed) : RunEvent(At);
