namespace Kptn.Engine.Runs;

/// <summary>A worker got a bundle of items.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Bundle">Its number, from 1.</param>
/// <param name="Wave">The wave it belongs to.</param>
/// <param name="Items">The keys of its items, in order.</param>
public sealed record BundleStarted(DateTimeOffset At, string Task, int Bundle, int Wave, IReadOnlyList<string> Items) : RunEvent(At);
