using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Orphans;

/// <summary>Deletes files of snapshots that nobody needs, and nothing else.</summary>
internal sealed class OrphanPruner(SnapshotSettings settings, SnapshotDisk disk)
{
    public PruneResult Prune(OrphanSnapshot orphan)
    {
        var (deleted, kept) = (new List<string>(), new List<string>(orphan.Foreign));
        foreach (var file in orphan.Files)
        {
            if (!IsOurs(file)) kept.Add(file);
            else if (File.Exists(file))
            {
                disk.Delete(file, settings.Folder);
                deleted.Add(file);
            }
        }

        return new PruneResult(deleted, kept);
    }

    private bool IsOurs(string file) =>
        Path.GetFullPath(file) == file && file.StartsWith(settings.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        && SnapshotNames.IsOfSnapshot(Path.GetFileName(file)) && disk.Link(file) is null;
}
