namespace Kptn.Testing.Snapshots;

/// <summary>What is approved of a task or an item.</summary>
public sealed record ApprovedSnapshot
{
    /// <summary>Whose it is.</summary>
    public required SnapshotKey Key { get; init; }

    /// <summary>Its folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Its manifest; an empty one where it cannot be read.</summary>
    public required SnapshotManifest Manifest { get; init; }

    /// <summary>What is wrong with its files. A snapshot with problems is not approved as it is.</summary>
    public IReadOnlyList<SnapshotProblem> Problems { get; init; } = [];

    /// <summary>Its outputs; one whose file is missing or not merged is not among them.</summary>
    public IReadOnlyList<ApprovedOutput> Outputs { get; init; } = [];

    /// <summary>Its result; <see langword="null"/> where it has none.</summary>
    public ApprovedOutput? Result { get; init; }

    /// <summary>Whether a file holds other content than the manifest says.</summary>
    public bool IsManifestStale => Outputs.Any(output => output.IsOtherThanManifest) || Result is { IsOtherThanManifest: true };

    /// <summary>The output, or the result, with a path.</summary>
    internal ApprovedOutput? Find(string path, bool isResult) => isResult ? Result : Outputs.FirstOrDefault(output => output.Path == path);
}
