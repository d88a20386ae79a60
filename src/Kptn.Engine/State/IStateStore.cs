namespace Kptn.Engine.State;

/// <summary>Keeps the state of tasks. Readers never block and are never blocked.</summary>
public interface IStateStore
{
    /// <summary>Reads the state of every task under a key; empty where there is none. Sees every record that was durable when it was called.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="cancellation">Stops the reading.</param>
    Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation);

    /// <summary>Reads what is recorded about the items of a mapped task; <see langword="null"/> where nothing is. Never blocks a writer; a record that is being written is left out.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="task">The mapped task.</param>
    /// <exception cref="StateFormatException">What is there is not the state of items, or was written by a newer kptn.</exception>
    IItemTable? ReadItems(StateKey key, string task);

    /// <summary>Becomes the one writer of a key.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="holder">What to tell others who holds it.</param>
    /// <param name="wait">How long to wait for another writer to end; zero to fail at once.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="StateLockedException">Another process holds it.</exception>
    Task<IStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation);

    /// <summary>Who writes a key's state now, as far as can be told without disturbing anyone; <see langword="null"/> where nobody does.</summary>
    /// <param name="key">Whose state.</param>
    LeaseHolder? HolderOf(StateKey key);

    /// <summary>Lists every key that has state of its own, or a base.</summary>
    /// <param name="cancellation">Stops the listing.</param>
    Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation);

    /// <summary>Reads whose state a key goes on from; <see langword="null"/> where none was set. The tasks of the base are not among those that this store reads for the key.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="cancellation">Stops the reading.</param>
    Task<StateBase?> ReadBaseAsync(StateKey key, CancellationToken cancellation);

    /// <summary>Tells how many bytes a key's own state takes; 0 where that is not known.</summary>
    /// <param name="key">Whose state.</param>
    long SizeOf(StateKey key) => 0;

    /// <summary>Removes all state of a key, and its base. Killed half-way it leaves all, or nothing that is read.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="holder">What to tell others who holds it.</param>
    /// <param name="cancellation">Stops before anything is removed.</param>
    /// <exception cref="StateLockedException">Another process holds it.</exception>
    async Task RemoveAsync(StateKey key, LeaseHolder holder, CancellationToken cancellation)
    {
        await using var writer = await OpenAsync(key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        writer.Forget([.. writer.Opened.Keys]);
        await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        writer.SetBase(null);
    }

    /// <summary>Deletes what killed writers left of a key and nobody reads: half-written files, items of tasks that are not recorded.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="isTrial">Whether it is only counted.</param>
    /// <returns>How many files there were, and their bytes; nothing where another process holds the key.</returns>
    (int Files, long Bytes) Sweep(StateKey key, bool isTrial) => default;
}
