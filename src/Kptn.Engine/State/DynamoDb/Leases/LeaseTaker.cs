using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Leases;

/// <summary>
/// Takes leases. One whose holder is a process of this machine that has ended is taken at once; that of a silent holder after its time to live, as this
/// machine's clock that never steps measures it: what clocks of other machines say only makes the watching shorter, and never replaces it.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="timings">How long things take.</param>
/// <param name="time">The clock.</param>
internal sealed class LeaseTaker(TableClient table, DynamoTimings timings, TimeProvider time)
{
    private const int ExpiredPart = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Takes the lease of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="holder">Who takes it, for messages.</param>
    /// <param name="wait">How long to wait for another holder to end.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="StateLockedException">Another holds it.</exception>
    public async Task<Lease> TakeAsync(StateKey key, LeaseHolder holder, TimeSpan wait, CancellationToken cancellation)
    {
        var partition = TableNames.PartitionOf(key);
        var owner = Guid.NewGuid().ToString("N");
        var start = time.GetTimestamp();
        var (seen, seenAt, beats) = (Lease.None, start, 0);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var found = await ReadAsync(partition, cancellation).ConfigureAwait(false);
            if (found?.Owner == owner) return found;
            var now = found ?? Lease.None;
            if ((now.Owner, now.Epoch, now.Beat) != (seen.Owner, seen.Epoch, seen.Beat)) (seen, seenAt, beats) = (now, time.GetTimestamp(), beats + 1);
            var silent = time.GetElapsedTime(seenAt);
            var isExpired = time.GetUtcNow() > now.Expires;
            if (now.IsFree || now.Process.IsGone || silent >= (isExpired ? now.TimeToLive / ExpiredPart : now.TimeToLive))
            {
                var mine = now with { Owner = owner, Epoch = now.Epoch + 1, Beat = 0, Expires = time.GetUtcNow() + timings.TimeToLive, TimeToLive = timings.TimeToLive, Holder = holder, Process = ProcessMark.Own() };
                if (await TryPutAsync(partition, found, mine, cancellation).ConfigureAwait(false)) return mine;
            }
            else if (wait != Timeout.InfiniteTimeSpan && time.GetElapsedTime(start) >= wait && (beats > 1 || !isExpired))
            {
                throw new StateLockedException(key, now.Holder);
            }

            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a lease as it stands.</summary>
    public async Task<Lease?> ReadAsync(string partition, CancellationToken cancellation) =>
        (await table.GetAsync(partition, TableNames.Lease, cancellation).ConfigureAwait(false)).Item is { Count: > 0 } item ? Lease.Read(item) : null;

    private async Task<bool> TryPutAsync(string partition, Lease? before, Lease mine, CancellationToken cancellation)
    {
        var request = new PutItemRequest { TableName = table.Target.Table, Item = mine.Write(partition), ConditionExpression = "attribute_not_exists(pk)" };
        if (before is not null)
        {
            request.ConditionExpression = "#o = :o AND #e = :e AND #b = :b";
            request.ExpressionAttributeNames = new() { ["#o"] = "owner", ["#e"] = "epoch", ["#b"] = "beat" };
            request.ExpressionAttributeValues = new() { [":o"] = Attributes.Of(before.Owner), [":e"] = Attributes.Of(before.Epoch), [":b"] = Attributes.Of(before.Beat) };
        }

        try
        {
            await table.PutAsync(request, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (ConditionException)
        {
            // Another was quicker, or this was the second try of a put that went through: the next look tells.
            return false;
        }
    }
}
