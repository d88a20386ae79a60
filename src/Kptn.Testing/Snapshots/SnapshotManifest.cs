namespace Kptn.Testing.Snapshots;

/// <summary>What was approved of a task or an item, and of what code and upstream it came.</summary>
public sealed record SnapshotManifest
{
    /// <summary>The fingerprint of a snapshot of which not all is approved.</summary>
    public static string NoFingerprint { get; } = new('0', 64);

    /// <summary>Whose it is; the store fills it in.</summary>
    public SnapshotKey? Key { get; init; }

    /// <summary>The task's fingerprint, 64 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What the fingerprint is made of.</summary>
    public IReadOnlyList<ManifestComponent> Components { get; init; } = [];

    /// <summary>Approved outputs and results of other tasks that it ran on.</summary>
    public IReadOnlyList<ManifestUpstream> Upstream { get; init; } = [];

    /// <summary>Its outputs.</summary>
    public IReadOnlyList<ManifestOutput> Outputs { get; init; } = [];

    /// <summary>Its result; <see langword="null"/> where it keeps none.</summary>
    public ManifestOutput? Result { get; init; }

    /// <summary>What awaits approval, in a manifest that was received; the store fills it in.</summary>
    public ManifestChanges? Changes { get; init; }
}
