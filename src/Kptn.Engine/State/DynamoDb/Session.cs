using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;
using Kptn.Engine.State.DynamoDb.Leases;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Results;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>One writer's time with a key: it holds the lease and this machine's files, and ships what is recorded in them.</summary>
internal sealed class Session
{
    private readonly Lock _gate = new();
    private readonly TableClient _table;
    private readonly StateKey _key;
    private readonly MirrorFolder _place;
    private readonly KeySnapshot _snapshot;
    private readonly MirrorSync _sync;
    private readonly LeaseKeeper _lease;
    private readonly HashSet<string> _live = new(StringComparer.Ordinal);
    private readonly ResultQueue? _results;
    private Mirror _mirror;
    private bool _hasBegun;
    private bool _hasBase;

    public Session(TableClient table, DynamoTimings timings, TimeProvider time, StateKey key, MirrorFolder place, KeySnapshot snapshot, MirrorSync sync, LeaseKeeper lease, Mirror mirror, IReadOnlyList<string> aside, ResultTable? results)
    {
        (_table, _key, _place, _snapshot, _sync, _lease, _mirror) = (table, key, place, snapshot, sync, lease, mirror);
        var committer = new Committer(table, lease, timings, time, key) { IsListed = snapshot.IsListed };
        var used = snapshot.Heads.Values.Select(head => TableNames.Old + head.Generation).ToHashSet(StringComparer.Ordinal);
        foreach (var (note, segments) in snapshot.Old.Where(old => !used.Contains(old.Key))) committer.Old[note] = segments;
        _results = results is null ? null : new ResultQueue(results);
        Shipper = new Shipper(committer, new Sweeper(table, place.Partition), timings, IsListed, Note, _results);
        _hasBase = snapshot.Documents.ContainsKey(BaseDocument.Name);
        Warnings = [.. aside.Select(name => SessionTexts.Unshipped(place, name))];
    }

    public Shipper Shipper { get; }

    /// <summary>What was set aside when the files were brought in line with the table.</summary>
    public IReadOnlyList<Finding> Warnings { get; }

    /// <summary>Follows the log, now that it is open, and what an earlier session left unshipped.</summary>
    public void Begin(LocalStateWriter journal)
    {
        foreach (var task in journal.Opened.Keys) _live.Add(task);
        if (_mirror.WasLeft) NameResults(journal);
        var log = new StreamState(null, _place.PathOf(null), _snapshot.Heads.GetValueOrDefault(TableNames.Tasks));
        log.Follow(() => journal.Length, isRewritten: false);
        Shipper.Add(log);
        _hasBegun = true;
        foreach (var (name, left) in _mirror.Streams.Where(stream => stream.Value is { IsHeld: true, Task: not null }))
        {
            var stream = new StreamState(left.Task, _place.PathOf(left.Task), _snapshot.Heads.GetValueOrDefault(name)) { IsRewritten = left.IsRewritten };
            var end = WholeRecords.EndOf(stream.Path);
            if (end > 0) stream.Follow(() => end, isRewritten: false);
            else stream.Drop();
            Shipper.Add(stream);
        }
    }

    /// <summary>Names a result; call it before the record is written that does.</summary>
    public void Name(Hash256 result) => _results?.Add(result);

    /// <summary>Does something to the log of tasks that leaves a task known or forgotten.</summary>
    public void Record(string task, bool isKnown, Action write)
    {
        bool was;
        lock (_live) was = isKnown ? !_live.Add(task) : _live.Remove(task);
        try
        {
            write();
        }
        catch
        {
            lock (_live)
            {
                if (was) _live.Add(task);
            }

            throw;
        }

        Shipper.Touch();
    }

    /// <summary>Makes the items of a task this session's: brings their file in line, and keeps hold of it whatever becomes of it.</summary>
    /// <param name="task">The mapped task.</param>
    /// <param name="isWanted">Whether what the table has is wanted.</param>
    /// <exception cref="IOException">The table does not give it.</exception>
    public StreamState Hold(string task, bool isWanted)
    {
        lock (_gate)
        {
            var name = TableNames.StreamOf(task);
            var stream = Shipper.Find(name);
            if (stream is null)
            {
                if (isWanted) _mirror = Task.Run(() => BringAsync(task)).GetAwaiter().GetResult();
                stream = new StreamState(task, _place.PathOf(task), _snapshot.Heads.GetValueOrDefault(name)) { IsRewritten = true };
                _mirror = _mirror.With(name, stream.Held(_mirror.Version));
                MirrorFile.Write(_place.Folder, _mirror, isDurable: true);
                if (isWanted && FilePrefix.LengthOf(stream.Path) is var length and > 0) stream.Follow(() => length, isRewritten: false);
                Shipper.Add(stream);
            }
            else
            {
                Expect(stream);
            }

            return stream;
        }
    }

    /// <summary>Says durably that a file may become another one, and that it counts then, and stays with the one that there is.</summary>
    public void Expect(StreamState stream)
    {
        lock (_gate)
        {
            Shipper.Change(() => stream.Feed?.Pin());
            if (!stream.IsPending && FilePrefix.LengthOf(stream.Path) <= LogCompaction.SmallestLog) return;
            stream.IsRewritten = true;
            _mirror = Now();
            MirrorFile.Write(_place.Folder, _mirror, isDurable: true);
        }
    }

    /// <summary>Has no items of a task any more, and says so durably before their file is removed.</summary>
    public void ForgetItems(string task)
    {
        if (Shipper.Find(TableNames.StreamOf(task)) is null && !_snapshot.Heads.ContainsKey(TableNames.StreamOf(task)) && !File.Exists(_place.PathOf(task))) return;
        var stream = Hold(task, isWanted: false);
        lock (_gate)
        {
            stream.IsRewritten = true;
            _mirror = Now();
            MirrorFile.Write(_place.Folder, _mirror, isDurable: true);
            Shipper.Change(stream.Drop);
        }
    }

    /// <summary>Sets whose state the key goes on from.</summary>
    /// <exception cref="IOException">The table does not take it.</exception>
    public async Task SetBaseAsync(StateBase? value)
    {
        await Shipper.PutDocumentAsync(BaseDocument.Name, value is null ? null : BaseDocument.Write(value), () =>
        {
            lock (_live) return value is not null || _live.Count > 0;
        }).ConfigureAwait(false);
        lock (_live) _hasBase = value is not null;
    }

    /// <summary>Ends the session.</summary>
    public async Task EndAsync()
    {
        await Shipper.CloseAsync().ConfigureAwait(false);
        var isShipped = _hasBegun && !Shipper.HasFailed && !Shipper.Streams.Any(stream => stream.IsPending);
        try
        {
            lock (_gate)
            {
                var now = Now();
                var streams = isShipped ? now.Streams.ToDictionary(pair => pair.Key, pair => pair.Value with { IsHeld = false, IsRewritten = false }, StringComparer.Ordinal) : now.Streams;
                MirrorFile.Write(_place.Folder, now with { Streams = streams, Process = ProcessMark.None, IsOpen = !isShipped }, isDurable: true);
            }
        }
        finally
        {
            foreach (var stream in Shipper.Streams) stream.Feed?.Dispose();
            await _lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private bool IsListed()
    {
        lock (_live) return _live.Count > 0 || _hasBase;
    }

    private async Task<Mirror> BringAsync(string task)
    {
        try
        {
            return await _sync.BringAsync(_mirror, _snapshot, task, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StaleReadException)
        {
            throw SessionTexts.Damaged(_table, _key, task);
        }
    }

    // What an earlier session left unshipped may name results that are not in the table either.
    private void NameResults(LocalStateWriter journal)
    {
        foreach (var state in journal.Opened.Values) Name(state.Good?.ResultHash ?? default);
        foreach (var task in _mirror.Streams.Values.Where(stream => stream.IsHeld).Select(stream => stream.Task).OfType<string>())
        {
            using var items = LocalItemTable.Read(_place.PathOf(task), _key, task);
            foreach (var slot in items?.All().Where(slot => slot.HasFiles) ?? []) Name(items!.Read(slot.Number).Good?.Result.Hash ?? default);
        }
    }

    // After a commit.
    private void Note()
    {
        lock (_gate)
        {
            foreach (var stream in Shipper.Streams.Where(stream => !stream.IsPending)) stream.IsRewritten = false;
            _mirror = Now();
            MirrorFile.Write(_place.Folder, _mirror, isDurable: false);
        }
    }

    private Mirror Now()
    {
        var streams = new Dictionary<string, MirrorStream>(_mirror.Streams, StringComparer.Ordinal);
        foreach (var stream in Shipper.Streams) streams[stream.Name] = stream.Held(_lease.Lease.Version);
        return _mirror with { Version = _lease.Lease.Version, Streams = streams };
    }
}
