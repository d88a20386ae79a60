using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>
/// Removes content from a folder of artifacts. Only what was put, and last made again, before a limit is looked at; whoever keeps content that is old marks it as new first,
/// so that a run that goes on meanwhile loses nothing.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="limit">What is younger stays.</param>
public sealed class LocalCollection(string folder, DateTimeOffset limit)
{
    private const string Corrupt = ".corrupt";

    /// <summary>Removes what is not named.</summary>
    /// <param name="named">Finds out what is; called once, after all that may go was found, and only where something may.</param>
    /// <param name="isDry">Whether nothing is removed.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<CollectedContent> RunAsync(Func<Task<IReadOnlySet<Hash256>>> named, bool isDry, CancellationToken cancellation)
    {
        var old = new List<(FileInfo File, Hash256? Hash)>();
        var result = CollectedContent.None;
        foreach (var (file, hash) in Files())
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsOld(file)) old.Add((file, hash));
            else result = result.Keep(file.Length);
        }

        if (old.Count == 0) return result;
        var hashes = await named().ConfigureAwait(false);
        foreach (var (file, hash) in old)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = file.Length;
            if (hash is { } name && hashes.Contains(name)) result = result.Keep(size);
            else if (isDry || TryDelete(file, size)) result = result.Remove(size);
        }

        return result;
    }

    /// <summary>All content here, with its size; what was moved aside is left out.</summary>
    public IEnumerable<(Hash256 Hash, long Size)> Content()
    {
        foreach (var (file, hash) in Files())
        {
            if (hash is { } name) yield return (name, file.Length);
        }
    }

    private IEnumerable<(FileInfo File, Hash256? Hash)> Files()
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var sub in new DirectoryInfo(folder).EnumerateDirectories("??"))
        {
            if (sub.LinkTarget is not null) continue;
            foreach (var file in sub.EnumerateFiles())
            {
                var name = file.Name.EndsWith(Corrupt, StringComparison.Ordinal) ? file.Name[..^Corrupt.Length] : file.Name;
                if (HexText.Parse(sub.Name + name) is { } hash) yield return (file, name.Length == file.Name.Length ? hash : null);
            }
        }
    }

    private bool IsOld(FileInfo file) => new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) < limit;

    // It may have been made again while this looked.
    private bool TryDelete(FileInfo file, long size)
    {
        file.Refresh();
        if (!file.Exists || file.Length != size || !IsOld(file)) return false;
        file.Delete();
        return true;
    }
}
