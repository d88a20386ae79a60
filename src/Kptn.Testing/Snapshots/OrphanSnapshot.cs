namespace Kptn.Testing.Snapshots;

/// <summary>Files in the folder of snapshots that belong to no task, item or output that exists.</summary>
public sealed record OrphanSnapshot
{
    /// <summary>The folder of a snapshot, or one file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Whose it was, as its manifest says; <see langword="null"/> where that is not known.</summary>
    public SnapshotKey? Key { get; init; }

    /// <summary>Files of snapshots, absolute: what is removed with it.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Links and files that are no files of snapshots, absolute: what stays.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];
}
