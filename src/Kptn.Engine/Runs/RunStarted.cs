namespace Kptn.Engine.Runs;

/// <summary>A run starts.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="RunId">Its id.</param>
/// <param name="Graph">The graph.</param>
/// <param name="StorageKey">Whose state.</param>
/// <param name="Namespace">Which pipeline's.</param>
/// <param name="Tasks">How many tasks it looks at.</param>
/// <param name="ToRun">How many of them are known to run.</param>
/// <param name="MayRun">How many may run, depending on what others make.</param>
/// <param name="Jobs">How many tasks run at once.</param>
public sealed record RunStarted(DateTimeOffset At, string RunId, string Graph, string StorageKey, string Namespace, int Tasks, int ToRun, int MayRun, int Jobs) : RunEvent(At)
{
    /// <summary>How many are to be restored.</summary>
    public int ToRestore { get; init; }
}
