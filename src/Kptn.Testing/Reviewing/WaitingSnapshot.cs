using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>What of a task or an item awaits approval, as far as it was asked for.</summary>
/// <param name="Snapshot">All that awaits approval of it.</param>
/// <param name="Outputs">The outputs that were asked for.</param>
public sealed record WaitingSnapshot(PendingSnapshot Snapshot, IReadOnlyList<PendingOutput> Outputs)
{
    /// <summary>Whose it is.</summary>
    public SnapshotKey Key => Snapshot.Key;

    /// <summary>Whether no output differs, so that approval only writes down what code it is approved for.</summary>
    public bool IsManifestOnly => Snapshot is { IsUnreadable: false, Outputs.Count: 0 };

    /// <summary>Whether all that awaits approval of it was asked for.</summary>
    public bool IsWhole => Outputs.Count == Snapshot.Outputs.Count;
}
