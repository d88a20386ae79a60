using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Reviews;

/// <summary>What came of a decision.</summary>
/// <param name="Problems">What could not be done, and why.</param>
internal sealed record DecisionEnd(IReadOnlyList<SnapshotProblem> Problems)
{
    /// <summary>Whether some of it awaited approval no more: somebody else settled it, or its test ran anew.</summary>
    public bool IsSettledElsewhere { get; init; }

    /// <summary>Whether all was done as it was decided.</summary>
    public bool IsDone => Problems.Count == 0 && !IsSettledElsewhere;
}
