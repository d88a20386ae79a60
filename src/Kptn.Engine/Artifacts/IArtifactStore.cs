using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>
/// Keeps content by its SHA-256. Content that is there is never changed; what is read is verified, so that content that does not match its hash is
/// never handed out. Safe for many threads and many processes.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Where it is, as a user would know it.</summary>
    string Place { get; }

    /// <summary>Whether there is content under a hash. Only reading it tells whether it is whole.</summary>
    /// <param name="hash">SHA-256 of the content.</param>
    bool Has(Hash256 hash);

    /// <summary>Brings content near that is about to be asked for, much at once. What is nowhere stays missing.</summary>
    /// <param name="hashes">The hashes.</param>
    /// <exception cref="IOException">A place that has content did not answer.</exception>
    void Gather(IReadOnlyCollection<Hash256> hashes)
    {
    }

    /// <summary>Keeps the content of a file.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="expected">What its content hashed to; a file that has other content by now is not kept.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be written.</exception>
    PutOutcome Put(string path, Hash256 expected, CancellationToken cancellation);

    /// <summary>Keeps bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Their hash.</returns>
    /// <exception cref="IOException">They could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">They could not be written.</exception>
    Hash256 Put(ReadOnlySpan<byte> content);

    /// <summary>Copies content to a file, which appears whole or not at all and replaces what was there.</summary>
    /// <param name="hash">SHA-256 of the content.</param>
    /// <param name="target">The file, absolute; its folder is made where it is missing.</param>
    /// <exception cref="IOException">The target could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The target could not be written.</exception>
    GetOutcome Get(Hash256 hash, string target);

    /// <summary>Opens content to be read.</summary>
    /// <param name="hash">SHA-256 of the content.</param>
    /// <param name="outcome">Whether it is there and whole.</param>
    /// <returns>The content, read to its end once already; <see langword="null"/> where it is missing or not whole.</returns>
    Stream? Open(Hash256 hash, out GetOutcome outcome);
}
