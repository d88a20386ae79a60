namespace Kptn.Engine.Runs;

/// <summary>What a run did.</summary>
/// <param name="RunId">Its id; empty where nothing was to be done.</param>
/// <param name="Ran">Tasks that ran and succeeded.</param>
/// <param name="Fresh">Tasks that were up to date.</param>
/// <param name="Failed">Names of the tasks that failed, in the order they did.</param>
/// <param name="Blocked">Tasks that could not run since another did not succeed.</param>
/// <param name="Interrupted">Tasks that were stopped while they ran.</param>
/// <param name="NotStarted">Tasks that the run did not come to.</param>
/// <param name="Saved">How long the fresh and the restored ones took when they last ran.</param>
/// <param name="Elapsed">How long the run took.</param>
/// <param name="IsCancelled">Whether the user stopped it.</param>
public sealed record RunSummary(
    string RunId,
    int Ran,
    int Fresh,
    IReadOnlyList<string> Failed,
    int Blocked,
    int Interrupted,
    int NotStarted,
    TimeSpan Saved,
    TimeSpan Elapsed,
    bool IsCancelled)
{
    /// <summary>Tasks that did not run since what they would have made was known, and was put back.</summary>
    public int Restored { get; init; }

    /// <summary>Contents that are not in the shared place of artifacts yet; they are noted, and the next run sends them.</summary>
    public int NotShared { get; init; }

    /// <summary>Whether every task is up to date now.</summary>
    public bool Succeeded => Failed.Count == 0 && Blocked == 0 && Interrupted == 0 && NotStarted == 0 && !IsCancelled;
}
