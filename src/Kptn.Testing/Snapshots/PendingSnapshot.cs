namespace Kptn.Testing.Snapshots;

/// <summary>What was received of a task or an item, and awaits approval.</summary>
public sealed record PendingSnapshot
{
    /// <summary>Whose it is.</summary>
    public required SnapshotKey Key { get; init; }

    /// <summary>Its folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The manifest that approval leads to.</summary>
    public required SnapshotManifest Manifest { get; init; }

    /// <summary>Whether only the fingerprint moved: the test was green on other code.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether what was received cannot be read, so that it can only be rejected, or received anew.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>What differs; empty where approval only writes the manifest anew.</summary>
    public IReadOnlyList<PendingOutput> Outputs { get; init; } = [];

    /// <summary>What is wrong with its files.</summary>
    public IReadOnlyList<SnapshotProblem> Problems { get; init; } = [];
}
