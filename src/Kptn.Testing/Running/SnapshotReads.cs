using Kptn.Testing.Snapshots;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Running;

/// <summary>Questions that tests ask of snapshots.</summary>
internal static class SnapshotReads
{
    /// <summary>What was approved of a task as a whole, and of each of its items.</summary>
    public static IEnumerable<ApprovedSnapshot> ReadAll(this SnapshotStore store, string graph, string task, bool isMapped)
    {
        var whole = new SnapshotKey(graph, task, null);
        if (store.Read(whole) is { } approved) yield return approved;
        var folder = store.FolderOf(whole);
        if (!isMapped || !Directory.Exists(folder)) yield break;
        foreach (var item in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (Manifest(Path.Combine(item, SnapshotNames.Manifest))?.Key is { Item: { } key } && store.Read(whole with { Item = key }) is { } ofItem) yield return ofItem;
        }
    }

    /// <summary>The received file of an output, or the folder of its first; <see langword="null"/> where its content is among the artifacts only.</summary>
    public static string? ReceivedFile(this SnapshotStore store, SnapshotKey key, string output)
    {
        var folder = store.FolderOf(key);
        var manifest = Manifest(Path.Combine(folder, SnapshotNames.ReceivedManifest));
        var entry = output == MadeFiles.ResultPath ? manifest?.Result : manifest?.Outputs.FirstOrDefault(entry => entry.Path == output);
        if (entry?.SnapshotFiles.FirstOrDefault() is not { } file) return null;
        var received = Path.Combine(folder, SnapshotNames.Received(file));
        return entry.IsFolder ? Path.GetDirectoryName(received) : received;
    }

    private static SnapshotManifest? Manifest(string file) => File.Exists(file) ? ManifestJson.Read(File.ReadAllBytes(file), file).Manifest : null;
}
