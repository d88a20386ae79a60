namespace Kptn.Testing.Comparing;

/// <summary>What changed in a folder.</summary>
public sealed record FolderDiff : DiffDetail
{
    /// <summary>Files that are new.</summary>
    public required long Added { get; init; }

    /// <summary>Files that are gone.</summary>
    public required long Removed { get; init; }

    /// <summary>Files that changed.</summary>
    public required long Changed { get; init; }

    /// <summary>Files that are the same.</summary>
    public required long Same { get; init; }

    /// <summary>Some files that are not the same, by path; each path begins with the folder's.</summary>
    public IReadOnlyList<OutputDiff> Files { get; init; } = [];
}
