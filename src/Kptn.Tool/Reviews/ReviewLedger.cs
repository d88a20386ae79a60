using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Reviews;

/// <summary>What was done in a review, in order.</summary>
internal sealed class ReviewLedger
{
    /// <summary>Outputs that are approved now.</summary>
    public List<DecidedOutput> Approved { get; } = [];

    /// <summary>Outputs whose received content was removed.</summary>
    public List<DecidedOutput> Rejected { get; } = [];

    /// <summary>Snapshots of which only the manifest was written anew.</summary>
    public List<SnapshotKey> Refreshed { get; } = [];

    /// <summary>Snapshots that somebody else settled meanwhile.</summary>
    public List<SnapshotKey> Settled { get; } = [];

    /// <summary>Why something could not be done.</summary>
    public List<SnapshotProblem> Problems { get; } = [];

    /// <summary>Orphans that were removed.</summary>
    public List<PrunedOrphan> Pruned { get; } = [];
}
