using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DuckDb;

/// <summary>
/// State in the project's database, schema <c>kptn</c>. A log below <c>.kptn/state/</c> is its journal: every record is durable there at once, while
/// tasks have the database, and is folded into it when it is free. The state belongs to the database: where its file is put back, copied or removed,
/// what the journal says of another one does not count.
/// </summary>
/// <param name="kptnDir">The project's <c>.kptn</c> folder.</param>
/// <param name="database">Tells the database's file, absolute; <see langword="null"/> as long as it is not known.</param>
/// <param name="time">The clock that waiting for a lock goes by.</param>
public sealed class DuckStateStore(string kptnDir, Func<string?> database, TimeProvider time) : IStateStore
{
    private readonly LocalStateStore _journal = new(kptnDir, time);
    private readonly string _root = Path.Combine(Path.GetFullPath(kptnDir), "state");

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation) =>
        await Task.Run(() => Look(key)?.States, cancellation).ConfigureAwait(false) ?? await _journal.ReadAsync(key, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public IItemTable? ReadItems(StateKey key, string task) => Look(key) is null ? _journal.ReadItems(key, task) : DatabaseState.ItemsOf(database(), key, task);

    /// <inheritdoc/>
    public async Task<IStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        var journal = await _journal.OpenAsync(key, holder, wait, cancellation).ConfigureAwait(false);
        try
        {
            return await DuckStateWriter.OpenAsync(journal, task => _journal.ReadItems(key, task), key, database, LinkPath(key), cancellation).ConfigureAwait(false);
        }
        catch
        {
            await journal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public LeaseHolder? HolderOf(StateKey key) => _journal.HolderOf(key);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation) => _journal.ListAsync(cancellation);

    /// <inheritdoc/>
    public Task<StateBase?> ReadBaseAsync(StateKey key, CancellationToken cancellation) => _journal.ReadBaseAsync(key, cancellation);

    /// <inheritdoc/>
    public long SizeOf(StateKey key) => _journal.SizeOf(key);

    /// <inheritdoc/>
    /// <remarks>The database is told first that there is nothing any more: it would bring back what the journal forgot.</remarks>
    public async Task RemoveAsync(StateKey key, LeaseHolder holder, CancellationToken cancellation)
    {
        await using (var writer = await OpenAsync(key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false))
        {
            writer.Forget([.. writer.Opened.Keys]);
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            writer.SetBase(null);
        }

        await _journal.RemoveAsync(key, holder, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public (int Files, long Bytes) Sweep(StateKey key, bool isTrial) => _journal.Sweep(key, isTrial);

    private string LinkPath(StateKey key) => DatabaseLink.PathOf(KeyFolder.Of(_root, key));

    // While somebody writes, the journal goes on from what its writer found, and tasks want the database for themselves.
    private DatabaseState? Look(StateKey key) => _journal.HolderOf(key) is not null ? null : DatabaseState.Look(database(), key, DatabaseLink.Read(LinkPath(key)));
}
