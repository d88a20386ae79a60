using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Finds a file or folder with content of a snapshot, to be read only.</summary>
/// <param name="snapshots">What was approved and received.</param>
/// <param name="newFolder">Makes a folder for a copy.</param>
internal sealed class ApprovedContent(SnapshotStore snapshots, Func<string> newFolder)
{
    /// <summary>Where large files lie that are read in place; <see langword="null"/> where others than kptn get to see the file, which then has to have its name.</summary>
    public LocalArtifactStore? Artifacts { get; init; }

    /// <summary>The file or folder; <see langword="null"/> where the content is gone.</summary>
    /// <param name="output">The content.</param>
    public string? Of(ApprovedOutput output)
    {
        if (!output.IsContentKnown) return null;
        if (output is { File: { } file, Files: [{ HasOtherLineEnds: false }] } && File.Exists(file)) return file;
        if (output is { IsFolder: false, File: null } && Kept(output.Hash) is { } kept) return kept;
        var folder = newFolder();
        return snapshots.TryMaterialise(output, folder) ? MadeFiles.Fixed(output.Path, folder) : null;
    }

    // To look whether it is whole costs less than a copy.
    private string? Kept(string hash)
    {
        var wanted = Hash256.Parse(hash);
        using var content = Artifacts?.Open(wanted, out _);
        return content is null ? null : Artifacts!.PathOf(wanted);
    }
}
