using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>Removes content from a shared place: first entries of the index of runs that are older than a limit, then content that is older and that nothing names.</summary>
/// <param name="blobs">The place.</param>
/// <param name="limit">What is younger stays.</param>
public sealed class SharedCollection(IBlobStore blobs, DateTimeOffset limit)
{
    /// <summary>What names of entries of the index start with.</summary>
    public const string Index = "runs/";

    /// <summary>Removes entries of the index that are older than the limit, and adds what the others name.</summary>
    /// <param name="named">Gets what they name; they are not read where it is <see langword="null"/>.</param>
    /// <param name="isDry">Whether nothing is removed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many entries were old.</returns>
    /// <exception cref="IOException">An entry could not be read, so that nobody knows what it names.</exception>
    public async Task<int> ReadIndexAsync(ContentSet? named, bool isDry, CancellationToken cancellation)
    {
        var old = 0;
        await foreach (var entry in blobs.ListAsync(Index, cancellation).ConfigureAwait(false))
        {
            if (entry.Modified < limit)
            {
                old++;
                if (!isDry) await blobs.DeleteAsync(entry.Name, cancellation).ConfigureAwait(false);
                continue;
            }

            if (named is not null && await blobs.ReadAsync(entry.Name, cancellation).ConfigureAwait(false) is { } json) named.Add(JsonContent.Of(json));
        }

        return old;
    }

    /// <summary>Removes content that is not named.</summary>
    /// <param name="named">Finds out what is; called once, after all that may go was found, and only where something may.</param>
    /// <param name="isDry">Whether nothing is removed.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<CollectedContent> RunAsync(Func<Task<IReadOnlySet<Hash256>>> named, bool isDry, CancellationToken cancellation)
    {
        var old = new List<BlobInfo>();
        var result = CollectedContent.None;
        await foreach (var info in blobs.ListAsync(SharedArtifacts.Prefix, cancellation).ConfigureAwait(false))
        {
            if (SharedArtifacts.HashOf(info.Name) is null) continue;
            if (info.Modified < limit) old.Add(info);
            else result = result.Keep(info.Size);
        }

        if (old.Count == 0) return result;
        var hashes = await named().ConfigureAwait(false);
        foreach (var info in old)
        {
            if (hashes.Contains(SharedArtifacts.HashOf(info.Name)!.Value)) result = result.Keep(info.Size);
            else if (isDry || await TryDeleteAsync(info, cancellation).ConfigureAwait(false)) result = result.Remove(info.Size);
        }

        return result;
    }

    // It may have been made again while this looked.
    private async Task<bool> TryDeleteAsync(BlobInfo info, CancellationToken cancellation)
    {
        if (await blobs.FindAsync(info.Name, cancellation).ConfigureAwait(false) is not { } now || now.Modified >= limit) return false;
        await blobs.DeleteAsync(info.Name, cancellation).ConfigureAwait(false);
        return true;
    }
}
