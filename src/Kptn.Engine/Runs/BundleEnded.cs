namespace Kptn.Engine.Runs;

/// <summary>All items of a bundle have ended.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Bundle">Its number, from 1.</param>
/// <param name="Duration">How long the worker had it.</param>
/// <param name="Failed">How many of its items failed.</param>
public sealed record BundleEnded(DateTimeOffset At, string Task, int Bundle, TimeSpan Duration, int Failed) : RunEvent(At);
