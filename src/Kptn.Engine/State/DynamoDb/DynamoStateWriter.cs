using Kptn.Engine.Projects;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Table;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>The one writer of a key: records are in this machine's log at once, and in the table soon after, or when they are flushed.</summary>
internal sealed class DynamoStateWriter : IStateWriter
{
    private readonly Lock _gate = new();
    private readonly LocalStateWriter _journal;
    private readonly Session _session;
    private readonly Dictionary<string, DynamoItemWriter> _items = new(StringComparer.Ordinal);
    private readonly Action _changed;
    private Task? _disposal;

    /// <param name="journal">This machine's files.</param>
    /// <param name="session">The lease, and what ships.</param>
    /// <param name="changed">Called when what readers remember of the key does not hold any more.</param>
    public DynamoStateWriter(LocalStateWriter journal, Session session, Action changed)
    {
        (_journal, _session, _changed) = (journal, session, changed);
        session.Begin(journal);
        journal.Failure.ContinueWith(failed => session.Shipper.Fail(failed.Result), TaskScheduler.Default);
    }

    public IReadOnlyDictionary<string, TaskState> Opened => _journal.Opened;

    public IReadOnlyList<Finding> Warnings => [.. _session.Warnings, .. _journal.Warnings];

    public Task<Exception> Failure => _session.Shipper.Failure;

    public void RecordStart(string task, LastTry attempt) => _session.Record(task, isKnown: true, () => _journal.RecordStart(task, attempt));

    public void RecordEnd(string task, LastTry attempt, GoodRun? good)
    {
        _session.Name(good?.ResultHash ?? default);
        _session.Record(task, isKnown: true, () => _journal.RecordEnd(task, attempt, good));
    }

    public IItemWriter OpenItems(string task)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            if (_items.ContainsKey(task)) throw new InvalidOperationException($"the items of '{task}' are open for writing");
            var stream = _session.Hold(task, isWanted: true);
            var file = (LocalItemWriter)_journal.OpenItems(task);
            _session.Shipper.Change(() => stream.Follow(() => file.Length, file.WasRewritten));
            file.Failure.ContinueWith(failed => _session.Shipper.Fail(failed.Result), TaskScheduler.Default);
            return _items[task] = new DynamoItemWriter(file, stream, _session, () => Remove(task));
        }
    }

    public void Forget(string task)
    {
        lock (_gate)
        {
            if (_items.ContainsKey(task)) throw new InvalidOperationException($"the items of '{task}' are open for writing");
            _session.ForgetItems(task);
            _session.Record(task, isKnown: false, () => _journal.Forget(task));
        }
    }

    public void SetBase(StateBase? value)
    {
        Task.Run(() => _session.SetBaseAsync(value)).GetAwaiter().GetResult();
        _changed();
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (_journal.Failure.IsCompleted) await _journal.FlushAsync(cancellation).ConfigureAwait(false);
        await _session.Shipper.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) return new ValueTask(_disposal ??= Task.Run(CloseAsync));
    }

    private async Task CloseAsync()
    {
        try
        {
            await CloseFilesAsync().ConfigureAwait(false);
        }
        finally
        {
            await _session.EndAsync().ConfigureAwait(false);
        }
    }

    private async Task CloseFilesAsync()
    {
        DynamoItemWriter[] open;
        lock (_gate) open = [.. _items.Values];
        foreach (var items in open) await items.DisposeAsync().ConfigureAwait(false);
        await ShipAsync().ConfigureAwait(false);
        var log = _session.Shipper.Find(TableNames.Tasks)!;
        try
        {
            _session.Expect(log);
        }
        finally
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }

        var length = FilePrefix.LengthOf(log.Path);
        if (length == _journal.Length) return;
        _session.Shipper.Change(() => log.Follow(() => length, isRewritten: true));
        await ShipAsync().ConfigureAwait(false);
    }

    // Whoever waits for what is recorded was told already; the next run on this machine ships the rest.
    private async Task ShipAsync()
    {
        try
        {
            await _session.Shipper.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
        }
    }

    private void Remove(string task)
    {
        lock (_gate) _items.Remove(task);
    }
}
