using System.Collections.Concurrent;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Content in a shared place, by its hash: <c>objects/aa/rest</c>. What is sent and what is fetched is verified.</summary>
/// <param name="blobs">The place.</param>
/// <param name="time">The clock.</param>
public sealed class SharedArtifacts(IBlobStore blobs, TimeProvider time)
{
    private readonly ConcurrentDictionary<Hash256, bool> _damaged = new();

    /// <summary>What names of content start with.</summary>
    public const string Prefix = "objects/";

    /// <summary>Where it is.</summary>
    public string Place => blobs.Place;

    /// <summary>The name of content.</summary>
    /// <param name="hash">Its hash.</param>
    public static string NameOf(Hash256 hash)
    {
        var hex = hash.ToString();
        return $"{Prefix}{hex[..2]}/{hex[2..]}";
    }

    /// <summary>The hash that a name stands for; <see langword="null"/> where it is no content's.</summary>
    /// <param name="name">The name.</param>
    public static Hash256? HashOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length == Prefix.Length + (2 * Hash256.Size) + 1 && name[Prefix.Length + 2] == '/'
        && HexText.Parse(name.Remove(Prefix.Length + 2, 1).AsSpan(Prefix.Length)) is { } hash ? hash : null;

    /// <summary>Whether content is there.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<bool> HasAsync(Hash256 hash, CancellationToken cancellation) => blobs.HasAsync(NameOf(hash), cancellation);

    /// <summary>Sends content that a local store has, unless it is there. What is there and not young is marked as in use.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="local">The local store.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it was sent, and its size; <see cref="PutOutcome.Changed"/> where the local store has no such content, or not whole.</returns>
    public async Task<(PutOutcome Outcome, long Size)> PutAsync(Hash256 hash, LocalArtifactStore local, CancellationToken cancellation)
    {
        var (path, name) = (local.PathOf(hash), NameOf(hash));
        var file = new FileInfo(path);
        if (!file.Exists) return (PutOutcome.Changed, 0);
        var size = file.Length;
        if (await blobs.FindAsync(name, cancellation).ConfigureAwait(false) is { } found && found.Size == size && !_damaged.ContainsKey(hash))
        {
            if (time.GetUtcNow() - found.Modified < FileTimes.Fresh || await blobs.RefreshAsync(name, cancellation).ConfigureAwait(false)) return (PutOutcome.Known, size);
        }

        if (!local.IsWhole(hash)) return (PutOutcome.Changed, size);
        await blobs.PutAsync(name, path, cancellation).ConfigureAwait(false);
        _damaged.TryRemove(hash, out _);
        return (PutOutcome.Stored, size);
    }

    /// <summary>Fetches content into a local store. What does not match its hash is not kept.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="local">The local store.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<GetOutcome> GetAsync(Hash256 hash, LocalArtifactStore local, CancellationToken cancellation)
    {
        var temporary = local.NextTemporary();
        try
        {
            if (!await blobs.GetAsync(NameOf(hash), temporary, cancellation).ConfigureAwait(false)) return GetOutcome.Missing;
            if (local.TakeVerified(temporary, hash)) return GetOutcome.Found;

            // Whoever makes it again replaces it.
            _damaged[hash] = true;
            return GetOutcome.Corrupt;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
