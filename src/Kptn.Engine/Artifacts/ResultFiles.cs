using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Results of tasks, as artifacts that can be read in place.</summary>
/// <param name="store">The store that holds them.</param>
public sealed class ResultFiles(LocalArtifactStore store)
{
    /// <summary>The store.</summary>
    public LocalArtifactStore Store => store;

    /// <summary>Where those are, beside the store's own shared place, that other machines have made; <see langword="null"/> where there is no such place.</summary>
    public IResultSource? Elsewhere { get; init; }

    /// <summary>Where the result with a hash lies; it is brought where it is somewhere else only. Nothing lies there where it is nowhere, or where nobody answers.</summary>
    /// <param name="hash">Hash of its canonical JSON.</param>
    public string PathOf(Hash256 hash)
    {
        Bring([hash]);
        try
        {
            if (!hash.IsNone) store.Shared?.Fetch(hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The tier knows what failed; to whoever asks, the result is missing.
        }

        return store.PathOf(hash);
    }

    /// <summary>Brings results that are not here from elsewhere, many at once. Those that are nowhere, or that nobody hands out, are missing.</summary>
    /// <param name="hashes">Their hashes; those that are none are passed over.</param>
    public void Bring(IEnumerable<Hash256> hashes)
    {
        if (Elsewhere is null) return;
        var missing = hashes.Where(hash => !hash.IsNone && !store.HasHere(hash)).ToHashSet();
        try
        {
            if (missing.Count > 0) Elsewhere.Bring(missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As with the shared place.
        }
    }

    /// <summary>Takes a finished file in. The file is moved; its content must be durable already.</summary>
    /// <param name="temporary">The file.</param>
    /// <returns>Its hash and size in bytes.</returns>
    public (Hash256 Hash, long Size) Take(string temporary) => store.Take(temporary);
}
