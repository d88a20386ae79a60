namespace Kptn.Engine.State.Branches;

/// <summary>
/// State of branches: a new storage key goes on from its parent's state by reference. What it did not record itself is read from the parent, and from
/// the parent's own base; what it records is its own.
/// </summary>
public sealed class BranchedStateStore : IStateStore
{
    private readonly BranchReader _reader;

    internal BranchedStateStore(IStateStore inner, IParentKeys parents) => (Inner, _reader) = (inner, new BranchReader(inner, parents));

    /// <summary>Keeps the state of each key alone.</summary>
    public IStateStore Inner { get; }

    /// <summary>Reads the state of a key with where it comes from.</summary>
    /// <param name="key">Whose state.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<BranchView> ViewAsync(StateKey key, CancellationToken cancellation) => _reader.ReadAsync(key, own: null, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation) =>
        (await ViewAsync(key, cancellation).ConfigureAwait(false)).States;

    /// <inheritdoc/>
    /// <remarks>Of a key with a base, what it recorded of tasks decides whose items count.</remarks>
    public IItemTable? ReadItems(StateKey key, string task)
    {
        // Most keys have no base, and then their own items are all there is.
        if (Inner.ReadBaseAsync(key, CancellationToken.None).GetAwaiter().GetResult() is null && Inner.ReadItems(key, task) is { } own) return own;
        return ViewAsync(key, CancellationToken.None).GetAwaiter().GetResult().ReadItems(task);
    }

    /// <inheritdoc/>
    public async Task<IStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        var own = await Inner.OpenAsync(key, holder, wait, cancellation).ConfigureAwait(false);
        try
        {
            var view = await _reader.ReadAsync(key, own.Opened, cancellation).ConfigureAwait(false);
            return new BranchedStateWriter(own, Inner, view, () => _reader.FindAsync(key, CancellationToken.None).GetAwaiter().GetResult() is not null);
        }
        catch
        {
            await own.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public LeaseHolder? HolderOf(StateKey key) => Inner.HolderOf(key);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation) => Inner.ListAsync(cancellation);

    /// <inheritdoc/>
    public async Task<StateBase?> ReadBaseAsync(StateKey key, CancellationToken cancellation) =>
        (await ViewAsync(key, cancellation).ConfigureAwait(false)).Base;

    /// <inheritdoc/>
    public long SizeOf(StateKey key) => Inner.SizeOf(key);

    /// <inheritdoc/>
    public Task RemoveAsync(StateKey key, LeaseHolder holder, CancellationToken cancellation) => Inner.RemoveAsync(key, holder, cancellation);

    /// <inheritdoc/>
    public (int Files, long Bytes) Sweep(StateKey key, bool isTrial) => Inner.Sweep(key, isTrial);
}
