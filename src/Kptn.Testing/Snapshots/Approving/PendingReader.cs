using Kptn.Testing.Snapshots.Naming;
using Kptn.Testing.Snapshots.Reading;

namespace Kptn.Testing.Snapshots.Approving;

/// <summary>Finds out what of a snapshot awaits approval; other tools may have accepted some of it.</summary>
internal sealed class PendingReader(SnapshotSettings settings, SnapshotReader reader)
{
    /// <summary>What awaits approval in a folder; <see langword="null"/> where nothing does.</summary>
    public PendingSnapshot? Read(string folder)
    {
        var key = KeyOf(folder, null);
        if (reader.Received(folder) is { } received)
        {
            if (received.Manifest is null) return new PendingSnapshot { Key = key, Folder = folder, Manifest = Nothing, IsUnreadable = true, Problems = [received.Problem!] };
            return Read(folder, received.Manifest, received.Manifest.Changes);
        }

        // Another tool accepted the manifest and not the files.
        if (reader.Read(folder, key) is not { } approved || approved.Manifest.Key is null) return null;
        var waiting = Entries(approved.Manifest).Where(entry => entry.Output.SnapshotFiles.Any(file => File.Exists(Path.Combine(folder, SnapshotNames.Received(file))))).Select(entry => entry.Path).ToList();
        return waiting.Count == 0 ? null : Read(folder, approved.Manifest, new ManifestChanges(waiting, []));
    }

    /// <summary>Whose snapshot lies in a folder, as its manifest says, else as its name does.</summary>
    public SnapshotKey KeyOf(string folder, SnapshotManifest? manifest)
    {
        if (manifest?.Key is { } key) return key;
        var parts = Path.GetRelativePath(settings.Folder, folder).Split(Path.DirectorySeparatorChar);
        return new SnapshotKey(parts[0], parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : null);
    }

    private static SnapshotManifest Nothing { get; } = new() { Fingerprint = SnapshotManifest.NoFingerprint };

    private PendingSnapshot Read(string folder, SnapshotManifest manifest, ManifestChanges? changes)
    {
        var key = KeyOf(folder, manifest);
        var approved = reader.Read(folder, key);
        var entries = Entries(manifest).ToDictionary(entry => entry.Path, entry => entry.Output, StringComparer.Ordinal);
        var problems = new List<SnapshotProblem>(approved?.Problems ?? []);
        var outputs = new List<PendingOutput>();
        foreach (var path in changes?.Changed ?? [.. entries.Keys])
        {
            if (entries.TryGetValue(path, out var entry) && Changed(folder, path, entry, approved, problems) is { } output) outputs.Add(output);
        }

        outputs.AddRange((changes?.Removed ?? []).Where(path => !entries.ContainsKey(path) && approved is not null && IsKnown(approved, path))
            .Select(path => new PendingOutput(path, PendingKind.Removed, Old(approved, path), null)));
        return new PendingSnapshot { Key = key, Folder = folder, Manifest = manifest, Outputs = outputs, Problems = problems };
    }

    private PendingOutput? Changed(string folder, string path, ManifestOutput entry, ApprovedSnapshot? approved, List<SnapshotProblem> problems)
    {
        var (old, received) = (Old(approved, path), reader.ReceivedContent(folder, entry, problems));
        if (received is not null && old?.Hash == received.Hash) return null;
        if (received is not { IsContentKnown: true })
            problems.Add(new(SnapshotProblemKind.Missing, folder, null, $"the received content of '{path}' is gone, so it cannot be approved", "run the test again"));
        return new PendingOutput(path, approved is not null && IsKnown(approved, path) ? PendingKind.Changed : PendingKind.Added, old, received);
    }

    private static bool IsKnown(ApprovedSnapshot approved, string path) => Entries(approved.Manifest).Any(entry => entry.Path == path);

    private static ApprovedOutput? Old(ApprovedSnapshot? approved, string path) => approved?.Find(path, isResult: path == ReceivedOutput.ResultPath);

    private static IEnumerable<(string Path, ManifestOutput Output)> Entries(SnapshotManifest manifest)
    {
        foreach (var output in manifest.Outputs) yield return (output.Path, output);
        if (manifest.Result is not null) yield return (ReceivedOutput.ResultPath, manifest.Result);
    }
}
