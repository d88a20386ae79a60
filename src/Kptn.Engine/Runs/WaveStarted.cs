namespace Kptn.Engine.Runs;

/// <summary>A wave of items is handed out: at most <c>group_size</c> of them.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Wave">Its number, from 1.</param>
/// <param name="Items">How many items it has.</param>
public sealed record WaveStarted(DateTimeOffset At, string Task, int Wave, int Items) : RunEvent(At);
