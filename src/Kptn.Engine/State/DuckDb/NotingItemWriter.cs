using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.State.DuckDb;

/// <summary>Writes items to the journal, and notes which have changed.</summary>
/// <param name="journal">The journal's writer.</param>
/// <param name="task">The task.</param>
/// <param name="changes">Gets the notes.</param>
internal sealed class NotingItemWriter(IItemWriter journal, string task, ItemChanges changes) : IItemWriter
{
    public int Count => journal.Count;

    public IReadOnlyList<ItemSession> Sessions => journal.Sessions;

    public IReadOnlyList<OrphanOutput> Orphans => journal.Orphans;

    public IReadOnlyList<Finding> Warnings => journal.Warnings;

    public Task<Exception> Failure => journal.Failure;

    public bool TryFind(ItemId id, out ItemSlot slot) => journal.TryFind(id, out slot);

    public ItemState Read(int number) => journal.Read(number);

    public IEnumerable<ItemSlot> All() => journal.All();

    public int BeginSession(string runId, Fingerprint common) => journal.BeginSession(runId, common);

    public void RecordStart(IReadOnlyList<ItemId> ids, int session)
    {
        journal.RecordStart(ids, session);
        changes.Add(task, ids);
    }

    public void Record(ItemState item)
    {
        journal.Record(item);
        changes.Add(task, [ItemId.Of(item.Key)]);
    }

    // What is dropped has no key any more that its row could be found by.
    public void Drop(IReadOnlyList<int> numbers)
    {
        journal.Drop(numbers);
        if (numbers.Count > 0) changes.AddAll(task);
    }

    public void ForgetOrphans(IReadOnlyList<string> paths)
    {
        journal.ForgetOrphans(paths);
        if (paths.Count > 0) changes.Add(task, []);
    }

    public Task FlushAsync(CancellationToken cancellation) => journal.FlushAsync(cancellation);

    public void Dispose() => journal.Dispose();

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
