using Kptn.Testing.Snapshots.Naming;
using Kptn.Testing.Snapshots.Reading;

namespace Kptn.Testing.Snapshots.Approving;

/// <summary>Finds all that awaits approval.</summary>
internal sealed class PendingFinder(SnapshotSettings settings, SnapshotReader reader, PendingReader pending, MovedManifests moved)
{
    public IReadOnlyList<PendingSnapshot> All()
    {
        var found = new List<PendingSnapshot>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Received().Order(StringComparer.Ordinal))
        {
            if (seen.Add(folder) && pending.Read(folder) is { } snapshot) found.Add(snapshot);
        }

        found.AddRange(moved.Folders().Where(folder => !seen.Contains(folder)).Select(Moved).OfType<PendingSnapshot>());
        return [.. found.OrderBy(snapshot => snapshot.Folder, StringComparer.Ordinal)];
    }

    private PendingSnapshot? Moved(string folder)
    {
        if (moved.Read(folder) is not { } manifest) return null;
        var key = pending.KeyOf(folder, manifest);
        return reader.Read(folder, key) is null ? null : new PendingSnapshot { Key = key, Folder = folder, Manifest = manifest, IsMoved = true };
    }

    private IEnumerable<string> Received()
    {
        if (!Directory.Exists(settings.Folder)) yield break;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(settings.Folder, "*.received*", options))
        {
            if (SnapshotNames.IsReceived(Path.GetFileName(file)) && Owner(file) is { } folder) yield return folder;
        }
    }

    /// <summary>The folder of the snapshot that a received file belongs to.</summary>
    private string? Owner(string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > settings.Folder.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(Path.Combine(folder, SnapshotNames.ReceivedManifest)) || File.Exists(Path.Combine(folder, SnapshotNames.Manifest))) return folder;
        }

        return null;
    }
}
