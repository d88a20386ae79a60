using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Where results are that other machines have made.</summary>
public interface IResultSource
{
    /// <summary>Brings results to this machine's artifacts, those that are there.</summary>
    /// <param name="hashes">Hashes of their canonical JSON.</param>
    /// <exception cref="IOException">It cannot be asked, or what it has cannot be written.</exception>
    void Bring(IReadOnlyCollection<Hash256> hashes);
}
