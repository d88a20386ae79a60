using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Receiving;

/// <summary>Removes received files of a snapshot that nobody waits for any more.</summary>
internal sealed class ReceivedFiles(SnapshotDisk disk)
{
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    /// <summary>Removes received files from a snapshot's own folders, not from those of items below it.</summary>
    /// <param name="folder">The snapshot's folder.</param>
    /// <param name="kept">Files that stay, absolute.</param>
    /// <param name="manifests">Manifests that tell which folders below it are its own.</param>
    public void Sweep(string folder, IReadOnlySet<string> kept, params SnapshotManifest?[] manifests)
    {
        var folders = manifests.OfType<SnapshotManifest>()
            .SelectMany(manifest => manifest.Outputs).SelectMany(output => output.SnapshotFiles)
            .Select(file => file[..Math.Max(0, file.LastIndexOf('/'))]).Append("").Distinct(StringComparer.Ordinal);
        foreach (var own in folders)
        {
            var path = own.Length == 0 ? folder : SnapshotPaths.In(folder, own);
            if (!Directory.Exists(path) || disk.Link(path) is not null) continue;
            foreach (var file in new DirectoryInfo(path).EnumerateFiles().Where(file => SnapshotNames.IsReceived(file.Name) && !kept.Contains(file.FullName)).ToList())
            {
                if (!IsBeingWritten(file)) disk.Delete(file.FullName, folder);
            }
        }
    }

    /// <summary>Removes files whose writing ended with its process, from every folder below one.</summary>
    /// <param name="root">The folder, absolute.</param>
    public void SweepUnfinished(string root)
    {
        if (!Directory.Exists(root) || disk.Link(root) is not null) return;
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*" + SnapshotNames.Unfinished, all).ToList())
        {
            if (!IsBeingWritten(file)) disk.Delete(file.FullName, root);
        }
    }

    private static bool IsBeingWritten(FileInfo file) =>
        file.Name.EndsWith(SnapshotNames.Unfinished, StringComparison.Ordinal) && TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc < Young;
}
