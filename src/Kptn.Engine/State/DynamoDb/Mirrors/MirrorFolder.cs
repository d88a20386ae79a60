using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>Where the files of a key lie on this machine.</summary>
/// <param name="folder">The key's folder.</param>
/// <param name="partition">The key's partition in the table.</param>
internal sealed class MirrorFolder(string folder, string partition)
{
    public string Folder { get; } = folder;

    public string Partition { get; } = partition;

    /// <summary>The file of a stream.</summary>
    /// <param name="task">The mapped task whose items it has; <see langword="null"/> for the log of tasks.</param>
    public string PathOf(string? task) => task is null ? LocalStateStore.LogPath(Folder) : ItemFilePlace.PathOf(Folder, task);

    /// <summary>Copies the end of a file beside it.</summary>
    /// <returns>The copy's path, relative to the folder.</returns>
    public string SetAside(string path, long from)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        for (var number = 1; ; number++)
        {
            var aside = $"{path}.unshipped-{number}";
            if (File.Exists(aside)) continue;
            DurableFile.CopyTail(handle, from, aside);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
            return Path.GetRelativePath(Folder, aside);
        }
    }
}
