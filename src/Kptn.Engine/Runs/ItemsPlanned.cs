namespace Kptn.Engine.Runs;

/// <summary>The list of a mapped task is known, and which of its items run.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Items">How many items the list has.</param>
/// <param name="ToRun">How many of them run.</param>
/// <param name="Dropped">How many recorded items are no longer in the list.</param>
/// <param name="Done">How many are done and do not run; those left are out of date and were not asked for.</param>
public sealed record ItemsPlanned(DateTimeOffset At, string Task, int Items, int ToRun, int Dropped, int Done) : RunEvent(At)
{
    /// <summary>How many items of the list were asked for, up to date or not.</summary>
    public int Selected { get; init; } = Items;

    /// <summary>How many of those done were restored in this run.</summary>
    public int Restored { get; init; }
}
