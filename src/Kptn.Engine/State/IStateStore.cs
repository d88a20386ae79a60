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

    /// <summary>Lists every key that has state.</summary>
    /// <param name="cancellation">Stops the listing.</param>
    Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation);
}
