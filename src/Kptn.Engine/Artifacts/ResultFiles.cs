using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Results of tasks, as artifacts that can be read in place.</summary>
/// <param name="store">The store that holds them.</param>
public sealed class ResultFiles(LocalArtifactStore store)
{
    /// <summary>The store.</summary>
    public LocalArtifactStore Store => store;

    /// <summary>Where the result with a hash lies; it is fetched where it is in a shared place only. Nothing lies there where it is nowhere, or that place does not answer.</summary>
    /// <param name="hash">Hash of its canonical JSON.</param>
    public string PathOf(Hash256 hash)
    {
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

    /// <summary>Takes a finished file in. The file is moved; its content must be durable already.</summary>
    /// <param name="temporary">The file.</param>
    /// <returns>Its hash and size in bytes.</returns>
    public (Hash256 Hash, long Size) Take(string temporary) => store.Take(temporary);
}
