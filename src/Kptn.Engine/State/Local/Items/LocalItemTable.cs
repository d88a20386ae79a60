using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The items of a task, as an item file says; the writer's own stays up to date with what it writes.</summary>
internal sealed class LocalItemTable : IItemTable
{
    private readonly ItemIndex _index;
    private readonly ItemRecords _records;
    private readonly IDisposable _file;

    public LocalItemTable(ItemIndex index, ItemRecords records, IDisposable file) => (_index, _records, _file) = (index, records, file);

    /// <summary>The file as it was read; <see langword="null"/> where it is written meanwhile.</summary>
    public ItemFile? File => _file as ItemFile;

    public int Count
    {
        get
        {
            lock (_index.Gate) return _index.LiveCount;
        }
    }

    public IReadOnlyList<ItemSession> Sessions
    {
        get
        {
            lock (_index.Gate) return _index.Sessions.All;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Sorted by path; read from disk at each call.</remarks>
    public IReadOnlyList<OrphanOutput> Orphans => _records.Orphans();

    /// <summary>Reads a task's items; <see langword="null"/> where nothing is recorded.</summary>
    public static LocalItemTable? Read(string path, StateKey key, string task)
    {
        var file = ItemFile.Read(path, key, task);
        if (file is null) return null;
        if (file.Index is { LiveCount: > 0 } or { Orphans.Count: > 0 })
        {
            return new LocalItemTable(file.Index, new ItemRecords(path, file.Index, () => file.Handle), file);
        }

        file.Dispose();
        return null;
    }

    public bool TryFind(ItemId id, out ItemSlot slot)
    {
        lock (_index.Gate)
        {
            var number = _index.Find(id);
            slot = number < 0 ? default : _index.Slot(number);
            return number >= 0;
        }
    }

    public ItemState Read(int number) => _records.Read(number);

    public IEnumerable<ItemSlot> All()
    {
        for (var number = 0; TrySlot(number, out var slot, out var isLive); number++)
        {
            if (isLive) yield return slot;
        }
    }

    public void Dispose() => _file.Dispose();

    private bool TrySlot(int number, out ItemSlot slot, out bool isLive)
    {
        lock (_index.Gate)
        {
            (slot, isLive) = (default, false);
            if (number >= _index.Items.Count) return false;
            isLive = _index.Items[number].IsLive;
            if (isLive) slot = _index.Slot(number);
            return true;
        }
    }
}
