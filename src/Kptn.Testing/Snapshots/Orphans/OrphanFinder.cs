using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Orphans;

/// <summary>Finds files of snapshots that no manifest of a known key names.</summary>
internal sealed class OrphanFinder(SnapshotSettings settings, SnapshotDisk disk)
{
    private readonly HashSet<string> _claimed = new(SnapshotPaths.Comparer);
    private readonly HashSet<string> _unread = new(SnapshotPaths.Comparer);

    /// <summary>Finds them in the folders of some graphs, and those that stand for no graph of the project.</summary>
    public IReadOnlyList<OrphanSnapshot> Find(IReadOnlyCollection<SnapshotKey> known, IReadOnlyCollection<string> graphs, OrphanScope scope)
    {
        foreach (var key in known) Claim(Path.Combine(settings.Folder, SnapshotFolders.Of(key, settings)));
        var open = scope.OpenTasks.Select(task => Path.Combine(settings.Folder, SnapshotFolders.Of(task with { Item = null }, settings))).ToHashSet(SnapshotPaths.Comparer);
        var found = new List<OrphanSnapshot>();
        if (!Directory.Exists(settings.Folder) || disk.Link(settings.Folder) is not null) return found;
        var searched = graphs.Select(Folder).ToHashSet(SnapshotPaths.Comparer);
        var others = scope.ProjectGraphs?.Select(Folder).ToHashSet(SnapshotPaths.Comparer);
        foreach (var folder in new DirectoryInfo(settings.Folder).EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal))
        {
            if (folder.LinkTarget is not null) continue;
            if (searched.Contains(folder.Name) || others?.Contains(folder.Name) == false) Add(found, folder, open);
        }

        return found;
    }

    private string Folder(string graph) => SnapshotFolders.Of(new SnapshotKey(graph, "", null), settings).Split(Path.DirectorySeparatorChar)[0];

    private void Claim(string folder)
    {
        var manifest = Path.Combine(folder, SnapshotNames.Manifest);
        var received = Path.Combine(folder, SnapshotNames.ReceivedManifest);
        _claimed.UnionWith([manifest, received]);
        var isRead = Claim(folder, manifest, file => [file, SnapshotNames.Received(file)]) & Claim(folder, received, file => [file, SnapshotNames.Received(file)]);
        if (!isRead) _unread.Add(folder);
    }

    private bool Claim(string folder, string path, Func<string, IEnumerable<string>> names)
    {
        if (!File.Exists(path)) return true;
        if (disk.Link(path) is not null || disk.Read(path) is not { } bytes || ManifestJson.Read(bytes, path).Manifest is not { } manifest) return false;
        foreach (var output in manifest.Outputs.Append(manifest.Result).OfType<ManifestOutput>())
        {
            _claimed.UnionWith(output.SnapshotFiles.SelectMany(names).Select(name => SnapshotPaths.In(folder, name)));
        }

        return true;
    }

    private void Add(List<OrphanSnapshot> found, DirectoryInfo graph, HashSet<string> open)
    {
        foreach (var group in Files(graph, open).GroupBy(file => Owner(file.Path)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var files = group.Where(file => file.IsOfSnapshot).Select(file => file.Path).Order(StringComparer.Ordinal).ToList();
            var isWhole = files.Contains(Path.Combine(group.Key, SnapshotNames.Manifest)) || files.Contains(Path.Combine(group.Key, SnapshotNames.ReceivedManifest));
            if (isWhole) found.Add(new OrphanSnapshot { Path = group.Key, Key = KeyOf(group.Key), Files = files, Foreign = [.. group.Where(file => !file.IsOfSnapshot).Select(file => file.Path).Order(StringComparer.Ordinal)] });
            // What a process that was killed left half-written, the next test of the snapshot removes.
            else found.AddRange(files.Where(file => !file.EndsWith(SnapshotNames.Unfinished, StringComparison.Ordinal)).Select(file => new OrphanSnapshot { Path = file, Files = [file] }));
        }
    }

    private IEnumerable<(string Path, bool IsOfSnapshot)> Files(DirectoryInfo folder, HashSet<string> open)
    {
        if (open.Contains(folder.FullName)) yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is not null) yield return (entry.FullName, false);
            else if (entry is DirectoryInfo below)
            {
                foreach (var file in Files(below, open)) yield return file;
            }
            else if (!SnapshotNames.IsOfSnapshot(entry.Name)) yield return (entry.FullName, false);
            else if (!_claimed.Contains(entry.FullName) && !IsOfUnread(entry.FullName)) yield return (entry.FullName, true);
        }
    }

    // What a manifest that cannot be read names is not known.
    private bool IsOfUnread(string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; _unread.Count > 0 && folder.Length > settings.Folder.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (_unread.Contains(folder)) return true;
        }

        return false;
    }

    /// <summary>The folder of the snapshot that a file lies in: the next one above it with a manifest, else its own.</summary>
    private string Owner(string file)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > settings.Folder.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (File.Exists(Path.Combine(folder, SnapshotNames.Manifest)) || File.Exists(Path.Combine(folder, SnapshotNames.ReceivedManifest))) return folder;
        }

        return Path.GetDirectoryName(file)!;
    }

    private SnapshotKey? KeyOf(string folder)
    {
        foreach (var name in new[] { SnapshotNames.Manifest, SnapshotNames.ReceivedManifest })
        {
            var path = Path.Combine(folder, name);
            if (disk.Link(path) is null && disk.Read(path) is { } bytes && ManifestJson.Read(bytes, path).Manifest?.Key is { } key) return key;
        }

        return null;
    }
}
