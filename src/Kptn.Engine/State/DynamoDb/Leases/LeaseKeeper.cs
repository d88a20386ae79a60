using Amazon.DynamoDBv2.Model;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb.Leases;

/// <summary>
/// Keeps a lease: gives signs of life on a thread of its own, however busy the process is, and guards every commit. Whoever lost the lease can commit
/// nothing more, for a commit changes the lease in the same transaction.
/// </summary>
internal sealed class LeaseKeeper
{
    private readonly TableClient _table;
    private readonly LeaseTaker _taker;
    private readonly DynamoTimings _timings;
    private readonly TimeProvider _time;
    private readonly StateKey _key;
    private readonly string _partition;
    private readonly Action<Exception> _lost;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;

    public LeaseKeeper(TableClient table, LeaseTaker taker, DynamoTimings timings, TimeProvider time, StateKey key, Lease lease, Action<Exception> lost)
    {
        (_table, _taker, _timings, _time, _key, _lost) = (table, taker, timings, time, key, lost);
        (_partition, Lease) = (TableNames.PartitionOf(key), lease);
    }

    public Lease Lease { get; private set; }

    /// <summary>Starts to give signs of life.</summary>
    public void Start()
    {
        _thread = new Thread(Beat) { IsBackground = true, Name = "kptn lease" };
        _thread.Start();
    }

    /// <summary>Commits writes together with the next version of the key: once, or not at all.</summary>
    /// <param name="writes">What else is written.</param>
    /// <param name="token">The name of this commit, the same at each try of it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DynamoException">It is not known whether it went through; try again with the same.</exception>
    /// <exception cref="LeaseLostException">Another holds the lease.</exception>
    public async Task CommitAsync(IReadOnlyList<TransactWriteItem> writes, string token, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var next = Lease with { Version = Lease.Version + 1, Committed = Lease.Epoch };
            var request = new TransactWriteItemsRequest { ClientRequestToken = token, TransactItems = [Guard(next), .. writes] };
            try
            {
                await _table.TransactOnceAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (ConditionException)
            {
                var found = await _taker.ReadAsync(_partition, cancellation).ConfigureAwait(false);
                if (found?.Owner != Lease.Owner) throw Lost(found);
                if (found.Version != next.Version) throw new DynamoException($"the state of '{_key.StorageKey}' / '{_key.Namespace}' was changed in table {_table.Target} by something that holds no lease", mayPass: false);
            }

            Lease = next;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of the lease, so that the next need not wait.</summary>
    public async Task ReleaseAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_thread is not null) await Task.Run(_thread.Join).ConfigureAwait(false);
        try
        {
            await _table.SendAsync("UpdateItem", (client, token) => client.UpdateItemAsync(Release(), token), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DynamoException or ConditionException)
        {
            // It ends by itself; on this machine at once.
        }
    }

    // The beat is not among what it says: the same commit, tried again, must be the same to the letter.
    private TransactWriteItem Guard(Lease next) => new()
    {
        Update = new Update
        {
            TableName = _table.Target.Table,
            Key = Attributes.Key(_partition, TableNames.Lease),
            UpdateExpression = "SET #v = :v, #c = :c ADD #b :one",
            ConditionExpression = "#o = :o AND #v = :v0",
            ExpressionAttributeNames = new() { ["#v"] = "version", ["#c"] = "committed", ["#b"] = "beat", ["#o"] = "owner" },
            ExpressionAttributeValues = new()
            {
                [":v"] = Attributes.Of(next.Version),
                [":c"] = Attributes.Of(next.Committed),
                [":one"] = Attributes.Of(1),
                [":o"] = Attributes.Of(next.Owner),
                [":v0"] = Attributes.Of(Lease.Version),
            },
        },
    };

    private UpdateItemRequest Release() => new()
    {
        TableName = _table.Target.Table,
        Key = Attributes.Key(_partition, TableNames.Lease),
        UpdateExpression = "SET #o = :none",
        ConditionExpression = "#o = :o",
        ExpressionAttributeNames = new() { ["#o"] = "owner" },
        ExpressionAttributeValues = new() { [":none"] = Attributes.Of(""), [":o"] = Attributes.Of(Lease.Owner) },
    };

    private UpdateItemRequest SignOfLife() => new()
    {
        TableName = _table.Target.Table,
        Key = Attributes.Key(_partition, TableNames.Lease),
        UpdateExpression = "SET #x = :x ADD #b :one",
        ConditionExpression = "#o = :o",
        ExpressionAttributeNames = new() { ["#x"] = "expires", ["#b"] = "beat", ["#o"] = "owner" },
        ExpressionAttributeValues = new()
        {
            [":x"] = Attributes.Of((_time.GetUtcNow() + _timings.TimeToLive).ToUnixTimeMilliseconds()),
            [":one"] = Attributes.Of(1),
            [":o"] = Attributes.Of(Lease.Owner),
        },
    };

    private void Beat()
    {
        while (!_stop.Token.WaitHandle.WaitOne(_timings.Beat))
        {
            try
            {
                BeatAsync().GetAwaiter().GetResult();
            }
            catch (LeaseLostException e)
            {
                _lost(e);
                return;
            }
            catch (Exception e) when (e is DynamoException or OperationCanceledException)
            {
                // The next beat may do better; whoever takes over meanwhile is noticed then.
            }
        }
    }

    private async Task BeatAsync()
    {
        await _turn.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            await _table.UpdateOnceAsync(SignOfLife(), _stop.Token).ConfigureAwait(false);
        }
        catch (ConditionException)
        {
            throw Lost(await _taker.ReadAsync(_partition, _stop.Token).ConfigureAwait(false));
        }
        finally
        {
            _turn.Release();
        }
    }

    private LeaseLostException Lost(Lease? found)
    {
        var who = found is null or { IsFree: true } ? "another process" : $"process {found.Holder.ProcessId} on {found.Holder.Host}";
        return new LeaseLostException($"the state of '{_key.StorageKey}' / '{_key.Namespace}' in table {_table.Target} was taken over by {who}, for this process gave no sign of life for too long: nothing more is written");
    }
}
