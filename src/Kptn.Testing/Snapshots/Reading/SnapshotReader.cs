using Kptn.Engine.Artifacts;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Reading;

/// <summary>Reads what is approved: the manifest, and over it the files themselves.</summary>
internal sealed class SnapshotReader(SnapshotDisk disk, IArtifactStore artifacts)
{
    private readonly ContentReader _content = new(disk, artifacts);

    /// <summary>What is approved in a folder; <see langword="null"/> where nothing is.</summary>
    public ApprovedSnapshot? Read(string folder, SnapshotKey key)
    {
        var path = Path.Combine(folder, SnapshotNames.Manifest);
        try
        {
            if (disk.Read(path) is not { } bytes) return ReadAccepted(folder, key);
            var (manifest, problem) = ManifestJson.Read(bytes, path);
            return manifest is null ? Broken(folder, key, problem!) : Read(folder, key, manifest);
        }
        catch (LinkedPathException e)
        {
            return Broken(folder, key, Problem(e));
        }
    }

    /// <summary>What was received; <see langword="null"/> where nothing was.</summary>
    public ManifestReadResult? Received(string folder)
    {
        var path = Path.Combine(folder, SnapshotNames.ReceivedManifest);
        try
        {
            return disk.Read(path) is { } bytes ? ManifestJson.Read(bytes, path) : null;
        }
        catch (LinkedPathException e)
        {
            return new(null, Problem(e));
        }
    }

    /// <summary>Received content of an output; <see langword="null"/> where it is gone.</summary>
    public ApprovedOutput? ReceivedContent(string folder, ManifestOutput entry, List<SnapshotProblem> problems) => _content.Received(folder, entry, problems);

    private ApprovedSnapshot Read(string folder, SnapshotKey key, SnapshotManifest manifest)
    {
        var problems = new List<SnapshotProblem>();
        var outputs = new List<ApprovedOutput>(manifest.Outputs.Count);
        foreach (var output in manifest.Outputs)
        {
            if (_content.Approved(folder, output, problems) is { } approved) outputs.Add(approved);
        }

        var result = manifest.Result is null ? null : _content.Approved(folder, manifest.Result, problems);
        return new ApprovedSnapshot { Key = key, Folder = folder, Manifest = manifest, Problems = problems, Outputs = outputs, Result = result };
    }

    // A tool for Verify's files accepts one file, and knows of no manifest.
    private ApprovedSnapshot? ReadAccepted(string folder, SnapshotKey key)
    {
        if (Received(folder)?.Manifest is not { } received) return null;
        bool IsThere(ManifestOutput output) => output.SnapshotFiles.Any() && output.SnapshotFiles.All(file => SnapshotDisk.Has(SnapshotPaths.In(folder, file)));
        var accepted = received with
        {
            Fingerprint = SnapshotManifest.NoFingerprint,
            Components = [],
            Upstream = [],
            Outputs = [.. received.Outputs.Where(IsThere)],
            Result = received.Result is { } result && IsThere(result) ? result : null,
            Changes = null,
        };
        return accepted.Outputs.Count == 0 && accepted.Result is null ? null : Read(folder, key, accepted);
    }

    private static ApprovedSnapshot Broken(string folder, SnapshotKey key, SnapshotProblem problem) =>
        new() { Key = key, Folder = folder, Manifest = new SnapshotManifest { Fingerprint = SnapshotManifest.NoFingerprint }, Problems = [problem] };

    private static SnapshotProblem Problem(LinkedPathException e) =>
        new(SnapshotProblemKind.Link, e.Link, null, "this is a link, and snapshots are not read through one, so nothing is approved here", "put the files themselves in its place");
}
