using Kptn.Engine.State.DynamoDb.Leases;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Results;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>Takes the lease of a key and brings this machine's files in line with the table, before its log is opened.</summary>
internal sealed class SessionOpening(TableClient table, DynamoTimings timings, TimeProvider time, StateKey key, MirrorFolder place, ResultTable? results)
{
    private static readonly TimeSpan LockWait = TimeSpan.FromMinutes(10);

    /// <summary>Opens a session.</summary>
    /// <param name="holder">Who opens it, for messages.</param>
    /// <param name="wait">How long to wait for another holder to end.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="StateLockedException">Another holds the lease.</exception>
    public async Task<Session> OpenAsync(LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        var taker = new LeaseTaker(table, timings, time);
        var lease = await taker.TakeAsync(key, holder, wait, cancellation).ConfigureAwait(false);
        Session? session = null;
        var keeper = new LeaseKeeper(table, taker, timings, time, key, lease, error => session?.Shipper.Fail(error));
        try
        {
            keeper.Start();
            var snapshot = await KeySnapshot.ReadAsync(table, place.Partition, cancellation).ConfigureAwait(false);
            using var held = await MirrorLock.TakeAsync(place.Folder, LockWait, time, cancellation).ConfigureAwait(false)
                ?? throw new IOException($"another kptn process reads the state in '{place.Folder}' for more than {LockWait.TotalMinutes} minutes; end it and try again");
            var sync = new MirrorSync(new SegmentReader(table), place);
            var (mirror, aside) = await BringAsync(sync, snapshot, cancellation).ConfigureAwait(false);
            mirror = mirror with { Epoch = lease.Epoch, Version = lease.Version, Process = lease.Process, IsOpen = true };
            MirrorFile.Write(place.Folder, mirror, isDurable: true);
            session = new Session(table, timings, time, key, place, snapshot, sync, keeper, mirror, aside, results);
            return session;
        }
        catch
        {
            await keeper.ReleaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(Mirror Mirror, IReadOnlyList<string> Aside)> BringAsync(MirrorSync sync, KeySnapshot snapshot, CancellationToken cancellation)
    {
        var mirror = MirrorFile.Read(place.Folder);
        string?[] tasks = [null, .. mirror.Streams.Values.Where(stream => stream is { IsHeld: true, Task: not null }).Select(stream => stream.Task)];
        foreach (var task in tasks)
        {
            try
            {
                mirror = await sync.BringAsync(mirror, snapshot, task, cancellation).ConfigureAwait(false);
            }
            catch (StaleReadException)
            {
                throw SessionTexts.Damaged(table, key, task);
            }
        }

        // Opening a log may rewrite it. Until the table has that, this file counts and not the table's.
        var streams = mirror.Streams.ToDictionary(pair => pair.Key, pair => pair.Value with { IsRewritten = pair.Value.IsHeld }, StringComparer.Ordinal);
        var log = streams.GetValueOrDefault(TableNames.Tasks) ?? new MirrorStream(null, snapshot.Lease.Version, "", default);
        streams[TableNames.Tasks] = log with { IsHeld = true, IsRewritten = true };
        return (mirror with { Streams = streams, Aside = [], WasLeft = mirror.Streams.Values.Any(stream => stream.IsHeld) }, mirror.Aside);
    }
}
