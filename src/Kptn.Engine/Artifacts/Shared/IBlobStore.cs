namespace Kptn.Engine.Artifacts.Shared;

/// <summary>
/// Named content in one place that several machines share. Names are plain parts with <c>/</c> between them (<see cref="BlobName"/>), so that none reaches out
/// of the place. A put is whole or not at all, may be repeated, and replaces. Safe for many threads, processes and machines.
/// What fails after all retries is a <see cref="BlobStoreException"/>, or another <see cref="IOException"/> of the local side.
/// </summary>
public interface IBlobStore
{
    /// <summary>Where it is, as a user would know it.</summary>
    string Place { get; }

    /// <summary>Whether there is content under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Stops it.</param>
    async Task<bool> HasAsync(string name, CancellationToken cancellation) => await FindAsync(name, cancellation).ConfigureAwait(false) is not null;

    /// <summary>What is there under a name; <see langword="null"/> where nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<BlobInfo?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Puts the content of a local file, which must not change meanwhile. It is durable when the call ends. That it may be executed goes with it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The file, absolute.</param>
    /// <param name="cancellation">Stops it; then nothing has changed.</param>
    Task PutAsync(string name, string path, CancellationToken cancellation);

    /// <summary>Puts bytes. They are durable when the call ends.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Stops it; then nothing has changed.</param>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Makes content count as put just now.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it was there, and could be refreshed where it is; else it must be put again.</returns>
    Task<bool> RefreshAsync(string name, CancellationToken cancellation);

    /// <summary>Reads content that fits into memory; <see langword="null"/> where none is there.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellation);

    /// <summary>Copies content to a file, which appears whole or not at all and replaces what was there.</summary>
    /// <param name="name">The name.</param>
    /// <param name="target">The file, absolute; its folder is made where it is missing.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether it was there.</returns>
    Task<bool> GetAsync(string name, string target, CancellationToken cancellation);

    /// <summary>Lists what is there, by name in ordinal order. What is put or deleted meanwhile may be among it or not.</summary>
    /// <param name="prefix">What names must start with; empty for all.</param>
    /// <param name="cancellation">Stops it.</param>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Deletes content. What is not there is deleted already.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Stops it.</param>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
