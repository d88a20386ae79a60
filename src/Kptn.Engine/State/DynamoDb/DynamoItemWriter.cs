using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>Records items in this machine's file, from where they are shipped.</summary>
internal sealed class DynamoItemWriter(LocalItemWriter file, StreamState stream, Session run, Action closed) : IItemWriter
{
    private readonly Lock _gate = new();
    private Task? _disposal;

    public int Count => file.Count;

    public IReadOnlyList<ItemSession> Sessions => file.Sessions;

    public IReadOnlyList<OrphanOutput> Orphans => file.Orphans;

    public IReadOnlyList<Finding> Warnings => file.Warnings;

    public Task<Exception> Failure => run.Shipper.Failure;

    public bool TryFind(ItemId id, out ItemSlot slot) => file.TryFind(id, out slot);

    public ItemState Read(int number) => file.Read(number);

    public IEnumerable<ItemSlot> All() => file.All();

    public int BeginSession(string runId, Fingerprint common) => file.BeginSession(runId, common);

    public void RecordStart(IReadOnlyList<ItemId> ids, int session)
    {
        file.RecordStart(ids, session);
        run.Shipper.Touch();
    }

    public void Record(ItemState item)
    {
        run.Name(item.Good?.Result.Hash ?? default);
        file.Record(item);
        run.Shipper.Touch();
    }

    public void Drop(IReadOnlyList<int> numbers)
    {
        file.Drop(numbers);
        run.Shipper.Touch();
    }

    public void ForgetOrphans(IReadOnlyList<string> paths)
    {
        file.ForgetOrphans(paths);
        run.Shipper.Touch();
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (file.Failure.IsCompleted) await file.FlushAsync(cancellation).ConfigureAwait(false);
        await run.Shipper.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public ValueTask DisposeAsync()
    {
        lock (_gate) return new ValueTask(_disposal ??= CloseAsync());
    }

    private async Task CloseAsync()
    {
        try
        {
            run.Expect(stream);
        }
        finally
        {
            try
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                var length = file.WasRewritten ? Mirrors.FilePrefix.LengthOf(stream.Path) : file.Length;
                run.Shipper.Change(() => stream.Follow(() => length, file.WasRewritten));
                closed();
            }
        }
    }
}
