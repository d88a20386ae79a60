using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The one writer of the items of a task.</summary>
internal sealed class LocalItemWriter : IItemWriter
{
    private readonly ItemLog _log;
    private readonly LocalItemTable _table;
    private readonly TimeProvider _time;
    private readonly Action _closed;
    private Task? _disposal;
    private bool _isDisposed;

    private LocalItemWriter(ItemLog log, TimeProvider time, Action closed)
    {
        (_log, _time, _closed) = (log, time, closed);
        _table = new LocalItemTable(log.Index, log.Records, this);
    }

    public int Count => _table.Count;

    public IReadOnlyList<ItemSession> Sessions => _table.Sessions;

    public IReadOnlyList<OrphanOutput> Orphans => _table.Orphans;

    public IReadOnlyList<Finding> Warnings => _log.Warnings;

    public Task<Exception> Failure => _log.Failure;

    /// <summary>Bytes of the file as written so far, whole records only.</summary>
    public long Length => _log.Length;

    /// <summary>Whether the file was rewritten when it was opened, or when it was closed.</summary>
    public bool WasRewritten => _log.WasRewritten;

    private ItemIndex Index => _log.Index;

    /// <param name="place">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="closed">Called once the file is closed.</param>
    public static LocalItemWriter Open(ItemFilePlace place, TimeProvider time, Action closed) => new(ItemLog.Open(place), time, closed);

    public bool TryFind(ItemId id, out ItemSlot slot) => _table.TryFind(id, out slot);

    public ItemState Read(int number) => _table.Read(number);

    public IEnumerable<ItemSlot> All() => _table.All();

    public int BeginSession(string runId, Fingerprint common)
    {
        lock (Index.Gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var session = new SessionEntry(new ItemSession(runId, common), _time.GetUtcNow());
            if (!Index.Sessions.TryAdd(session)) throw new InvalidOperationException($"more than {SessionTable.Most} sessions of items");
            return Index.Sessions.Count - 1;
        }
    }

    public void RecordStart(IReadOnlyList<ItemId> ids, int session)
    {
        lock (Index.Gate)
        {
            Check(session);
            var known = ids.Select(Index.Find).Where(number => number >= 0).ToArray();
            var from = Index.Sessions[session].Base;
            foreach (var numbers in known.Chunk(ItemNotes.MostAtOnce))
            {
                _log.Record.Clear();
                ItemNotes.WriteStarted(_log.Record, session, _time.GetUtcNow(), from, numbers);
                _log.Append(session);
            }
        }
    }

    public void Record(ItemState item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)item.Last.Outcome, (byte)TaskOutcome.Incomplete);
        var id = ItemId.Of(item.Key);
        lock (Index.Gate)
        {
            Check(item.Last.Session);
            if (item.Good is not null) Check(item.Good.Session);
            var lost = ItemOrphans.Of(_log, id, item.Good);
            _log.Record.Clear();
            ItemCodec.Write(_log.Record, id, item, Index.Sessions, lost);
            _log.Append(Math.Max(item.Last.Session, item.Good?.Session ?? -1));
        }
    }

    public void Drop(IReadOnlyList<int> numbers)
    {
        foreach (var some in numbers.Chunk(ItemNotes.MostAtOnce))
        {
            lock (Index.Gate)
            {
                Check();
                int[] live = [.. some.Where(number => (uint)number < (uint)Index.Items.Count && Index.Items[number].IsLive).Distinct()];
                if (live.Length == 0) continue;
                var orphans = live.SelectMany(number => ItemOrphans.OfDropped(_log, number)).ToArray();
                _log.Record.Clear();
                ItemNotes.WriteDrop(_log.Record, live, orphans);
                _log.Append();
            }
        }
    }

    public void ForgetOrphans(IReadOnlyList<string> paths)
    {
        foreach (var some in paths.Chunk(ItemNotes.MostAtOnce))
        {
            lock (Index.Gate)
            {
                Check();
                string[] orphans = [.. some.Where(Index.Orphans.Contains)];
                if (orphans.Length == 0) continue;
                _log.Record.Clear();
                ItemNotes.WriteForget(_log.Record, orphans);
                _log.Append();
            }
        }
    }

    public Task FlushAsync(CancellationToken cancellation) => _log.FlushAsync(cancellation);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync()
    {
        lock (Index.Gate)
        {
            _isDisposed = true;
            return new ValueTask(_disposal ??= CloseAsync());
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await Task.Run(_log.CloseAsync).ConfigureAwait(false);
        }
        finally
        {
            _closed();
        }
    }

    private void Check(int session = -1)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(session, Index.Sessions.Count);
    }
}
