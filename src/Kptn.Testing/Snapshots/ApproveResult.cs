namespace Kptn.Testing.Snapshots;

/// <summary>What became of an approval.</summary>
public sealed record ApproveResult
{
    /// <summary>Outputs that are approved now and were not before.</summary>
    public IReadOnlyList<string> Approved { get; init; } = [];

    /// <summary>Whether nothing of the snapshot awaits approval any more.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Why outputs were left as they are.</summary>
    public IReadOnlyList<SnapshotProblem> Problems { get; init; } = [];

    /// <summary>Why nothing is approved here at all; empty where that is not so.</summary>
    public string Refusal { get; init; } = "";
}
