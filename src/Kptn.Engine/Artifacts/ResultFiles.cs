using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Results of tasks, as artifacts that can be read in place.</summary>
/// <param name="store">The store that holds them.</param>
public sealed class ResultFiles(LocalArtifactStore store)
{
    /// <summary>Where the result with a hash lies.</summary>
    /// <param name="hash">Hash of its canonical JSON.</param>
    public string PathOf(Hash256 hash) => store.PathOf(hash);

    /// <summary>Takes a finished file in. The file is moved; its content must be durable already.</summary>
    /// <param name="temporary">The file.</param>
    /// <returns>Its hash and size in bytes.</returns>
    public (Hash256 Hash, long Size) Take(string temporary) => store.Take(temporary);
}
