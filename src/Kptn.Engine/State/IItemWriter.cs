using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.State;

/// <summary>
/// Records the items of one mapped task; only the holder of the key's lease has one. Methods return before the disk has the record; records are
/// made durable in groups. What was recorded survives the death of this process at once, and a loss of power after <see cref="FlushAsync"/>.
/// A later record replaces an earlier one of the same item. Safe for many threads.
/// </summary>
public interface IItemWriter : IItemTable, IAsyncDisposable
{
    /// <summary>What was found amiss, and mended, when the items were opened.</summary>
    IReadOnlyList<Finding> Warnings { get; }

    /// <summary>Sets what the following records of items have in common.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="common">What every item depends on.</param>
    /// <returns>The session's number, for <see cref="ItemTry.Session"/> and <see cref="ItemGood.Session"/>.</returns>
    int BeginSession(string runId, Fingerprint common);

    /// <summary>Records that items that have a good run are started again, so that a kill leaves them interrupted. Items not recorded need no such mark and are left out.</summary>
    /// <param name="ids">The items.</param>
    /// <param name="session">The session that starts them.</param>
    void RecordStart(IReadOnlyList<ItemId> ids, int session);

    /// <summary>Records the end of an item's try. A <see cref="ItemState.Good"/> of <see langword="null"/> keeps the last good run that is recorded.
    /// Outputs of the last good run that the new one does not have become orphans.</summary>
    /// <param name="item">The item.</param>
    void Record(ItemState item);

    /// <summary>Drops items that left the list; their outputs become orphans.</summary>
    /// <param name="numbers">Their places in the table.</param>
    void Drop(IReadOnlyList<int> numbers);

    /// <summary>Forgets orphans: they were deleted, or are somebody's output again.</summary>
    /// <param name="paths">Their paths.</param>
    void ForgetOrphans(IReadOnlyList<string> paths);

    /// <summary>Waits until all that was recorded is durable.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="IOException">A record could not be written.</exception>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>Ends with the failure when a record could not be written; never ends otherwise.</summary>
    Task<Exception> Failure { get; }
}
