namespace Kptn.Engine.Runs;

/// <summary>Something that happened in a run, in the order it happened.</summary>
/// <param name="At">When, UTC.</param>
public abstract record RunEvent(DateTimeOffset At);
