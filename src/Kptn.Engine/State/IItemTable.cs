using Kptn.Engine.Mapping;

namespace Kptn.Engine.State;

/// <summary>What is recorded about the items of one mapped task. Holds a few dozen bytes for each item; the rest is read when asked for. Safe for many threads.</summary>
public interface IItemTable : IDisposable
{
    /// <summary>How many items are recorded and not dropped.</summary>
    int Count { get; }

    /// <summary>The sessions that items name by number.</summary>
    IReadOnlyList<ItemSession> Sessions { get; }

    /// <summary>Outputs of items that left the list, and earlier outputs of items that write elsewhere now; those forgotten are not among them. Read from disk at each call.</summary>
    /// <exception cref="StateFormatException">What is on disk cannot be read.</exception>
    IReadOnlyList<OrphanOutput> Orphans { get; }

    /// <summary>Looks an item up.</summary>
    /// <param name="id">The item.</param>
    /// <param name="slot">What planning needs of it.</param>
    /// <returns>Whether it is recorded and not dropped.</returns>
    bool TryFind(ItemId id, out ItemSlot slot);

    /// <summary>Reads all that is recorded of an item.</summary>
    /// <param name="number">Its place in the table.</param>
    /// <exception cref="StateFormatException">What is on disk cannot be read.</exception>
    ItemState Read(int number);

    /// <summary>All items that are recorded and not dropped, in the order in which they were first recorded.</summary>
    IEnumerable<ItemSlot> All();
}
