using Amazon.DynamoDBv2;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Results;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>
/// State in a DynamoDB table, which machines share. Each has the files that the local store would have, in a folder of their own below <c>.kptn/</c>: writers
/// record there and ship what they recorded in groups; readers ask the table what counts, in one request, and fetch what their files lack.
/// </summary>
public sealed class DynamoStateStore : IStateStore
{
    private const int MostReads = 20;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<StateKey, (KeySnapshot Snapshot, long At)> _seen = [];
    private readonly LocalStateStore _journal;
    private readonly TableClient _table;
    private readonly DynamoTimings _timings;
    private readonly TimeProvider _time;
    private readonly ResultTable? _results;

    /// <summary>Makes a store; touches no file and sends no request yet.</summary>
    /// <param name="kptnDir">The project's <c>.kptn</c> folder.</param>
    /// <param name="target">The table.</param>
    /// <param name="time">The clock.</param>
    /// <param name="artifacts">This machine's artifacts, whose results go to the table too; <see langword="null"/> where results stay on the machine.</param>
    public DynamoStateStore(string kptnDir, DynamoTarget target, TimeProvider time, LocalArtifactStore? artifacts = null)
        : this(kptnDir, target, time, new DynamoTimings(), artifacts: artifacts)
    {
    }

    internal DynamoStateStore(string kptnDir, DynamoTarget target, TimeProvider time, DynamoTimings timings, Func<DynamoTarget, IAmazonDynamoDB>? connect = null, LocalArtifactStore? artifacts = null)
    {
        (_timings, _time) = (timings, time);
        _table = new TableClient(target, timings, time, connect);
        _results = artifacts is null ? null : new ResultTable(_table, artifacts, ResultTable.FolderOf(kptnDir, target));
        _journal = new LocalStateStore(Path.Combine(kptnDir, "dynamodb", target.FolderName), time);
    }

    /// <summary>Where results are in a table; asks it when the first is wanted.</summary>
    internal static IResultSource ResultsOf(string kptnDir, DynamoTarget target, LocalArtifactStore artifacts, TimeProvider time) =>
        new ResultTable(new TableClient(target, new DynamoTimings(), time), artifacts, ResultTable.FolderOf(kptnDir, target));

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public Task<IReadOnlyDictionary<string, TaskState>> ReadAsync(StateKey key, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyDictionary<string, TaskState>>(key, null, isFresh: true, path => LogImage.ReadOf(key, path).Decode(), cancellation);

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public IItemTable? ReadItems(StateKey key, string task) =>
        Task.Run(() => ReadAsync(key, task, isFresh: false, path => LocalItemTable.Read(path, key, task), CancellationToken.None)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    /// <exception cref="IOException">The table, or the files on this machine, cannot be read or written.</exception>
    public async Task<IStateWriter> OpenAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        Session? session = null;
        try
        {
            var opening = new SessionOpening(_table, _timings, _time, key, PlaceOf(key), _results);
            var journal = await _journal.OpenAsync(key, holder, wait, async left => session = await opening.OpenAsync(holder, left, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            Forget(key);
            return new DynamoStateWriter(journal, session!, () => Forget(key));
        }
        catch
        {
            if (session is not null) await session.EndAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public LeaseHolder? HolderOf(StateKey key)
    {
        if (_journal.HolderOf(key) is { } here) return here;
        var lease = Task.Run(() => LookAsync(key, isFresh: false, CancellationToken.None)).GetAwaiter().GetResult().Lease;
        return lease.IsFree || lease.Process.IsGone || _time.GetUtcNow() > lease.Expires + Late ? null : lease.Holder;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public Task<IReadOnlyList<StateKey>> ListAsync(CancellationToken cancellation) => Registry.ReadAsync(_table, cancellation);

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public async Task<StateBase?> ReadBaseAsync(StateKey key, CancellationToken cancellation)
    {
        var snapshot = await LookAsync(key, isFresh: false, cancellation).ConfigureAwait(false);
        return snapshot.Documents.TryGetValue(BaseDocument.Name, out var document) ? BaseDocument.Read(document) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The table cannot be read.</exception>
    public long SizeOf(StateKey key) => Task.Run(() => LookAsync(key, isFresh: false, CancellationToken.None)).GetAwaiter().GetResult().Heads.Values.Sum(head => head.Bytes);

    /// <summary>Makes the table, unless it is there.</summary>
    /// <param name="wait">Whether to wait until it can be used.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="IOException">It cannot be made, or is there and was made for something else.</exception>
    public async Task<bool> CreateTableAsync(bool wait, CancellationToken cancellation)
    {
        var maker = new TableMaker(_table, _time);
        var isMade = await maker.MakeAsync(cancellation).ConfigureAwait(false);
        if (wait) await maker.WaitAsync(cancellation).ConfigureAwait(false);
        return isMade;
    }

    private void Forget(StateKey key)
    {
        lock (_gate) _seen.Remove(key);
    }

    private MirrorFolder PlaceOf(StateKey key) => new(_journal.FolderOf(key), TableNames.PartitionOf(key));

    private async Task<T> ReadAsync<T>(StateKey key, string? task, bool isFresh, Func<string, T> read, CancellationToken cancellation)
    {
        var place = PlaceOf(key);
        for (var reads = 1; ; reads++)
        {
            if (MirrorFile.Read(place.Folder).IsLive) return read(place.PathOf(task));
            var snapshot = await LookAsync(key, isFresh || reads > 1, cancellation).ConfigureAwait(false);
            if (!snapshot.Heads.ContainsKey(TableNames.StreamOf(task)) && !File.Exists(place.PathOf(task))) return read(place.PathOf(task));
            try
            {
                return await BringAsync(place, snapshot, task, read, cancellation).ConfigureAwait(false);
            }
            catch (StaleReadException)
            {
                if (reads == MostReads) throw SessionTexts.Damaged(_table, key, task);
                await Task.Delay(_timings.FirstPause, _time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<T> BringAsync<T>(MirrorFolder place, KeySnapshot snapshot, string? task, Func<string, T> read, CancellationToken cancellation)
    {
        using var held = await MirrorLock.TakeAsync(place.Folder, _timings.MirrorWait, _time, cancellation).ConfigureAwait(false);
        if (held is null) return await ReadBesideAsync(place, snapshot, task, read, cancellation).ConfigureAwait(false);
        var mirror = MirrorFile.Read(place.Folder);
        if (mirror.IsLive) return read(place.PathOf(task));
        var now = await new MirrorSync(new SegmentReader(_table), place).BringAsync(mirror, snapshot, task, cancellation).ConfigureAwait(false);
        if (!ReferenceEquals(now, mirror)) MirrorFile.Write(place.Folder, now, isDurable: false);
        return read(place.PathOf(task));
    }

    // Somebody holds the files for long, as a writer does that waits for the table while it opens them.
    private async Task<T> ReadBesideAsync<T>(MirrorFolder place, KeySnapshot snapshot, string? task, Func<string, T> read, CancellationToken cancellation)
    {
        var path = Path.Combine(place.Folder, $"read-{Guid.NewGuid():N}");
        try
        {
            if (snapshot.Heads.TryGetValue(TableNames.StreamOf(task), out var head)) await MirrorSync.WriteAsync(new SegmentReader(_table), place.Partition, head, path, cancellation).ConfigureAwait(false);
            return read(path);
        }
        finally
        {
            DurableFile.DeleteIfPossible(path);
        }
    }

    private async Task<KeySnapshot> LookAsync(StateKey key, bool isFresh, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!isFresh && _seen.TryGetValue(key, out var seen) && _time.GetElapsedTime(seen.At) < _timings.Freshness) return seen.Snapshot;
        }

        var at = _time.GetTimestamp();
        var snapshot = await KeySnapshot.ReadAsync(_table, TableNames.PartitionOf(key), cancellation).ConfigureAwait(false);
        lock (_gate) _seen[key] = (snapshot, at);
        return snapshot;
    }
}
