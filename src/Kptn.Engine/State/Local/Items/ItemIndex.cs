using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>What an item file says, as far as it is held in memory. Not safe for threads: <see cref="Gate"/> guards it.</summary>
internal sealed class ItemIndex
{
    private long _itemSize;

    public object Gate { get; } = new();

    public IdTable Items { get; } = new();

    public SessionTable Sessions { get; } = new();

    public OrphanIndex Orphans { get; } = new();

    /// <summary>How many items are recorded and not dropped.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Bytes on disk that are of use.</summary>
    public long LiveSize => _itemSize + Sessions.Size + Orphans.Size;

    /// <summary>The number of an item; -1 where it is not recorded, or dropped.</summary>
    public int Find(ItemId id) => Items.Find(id) is >= 0 and var number && Items[number].IsLive ? number : -1;

    public ItemSlot Slot(int number)
    {
        ref readonly var entry = ref Items[number];
        return new ItemSlot(number, entry.Outcome, entry.GoodSession, entry.HasFiles, Items.Own(number));
    }

    /// <summary>Takes the end of an item's try. Without a good run, the one before stays.</summary>
    public void Set(in ItemSummary item, RecordPlace place)
    {
        var number = Items.Find(item.Id) is >= 0 and var known ? known : Items.Add(item.Id);
        ref var entry = ref Items[number];
        Count(entry, -1);
        if (!entry.IsLive)
        {
            entry = new ItemEntry(item.Id) { IsLive = true };
            Items.SetOwn(number, default);
        }

        (entry.Outcome, entry.LastSession, entry.Last, entry.IsMarked) = (item.Outcome, item.Session, place, false);
        if (item.GoodSession >= 0)
        {
            (entry.GoodSession, entry.HasFiles) = (item.GoodSession, item.HasFiles);
            Items.SetOwn(number, item.Own);
        }

        if (item.GoodSession >= 0 || entry.GoodSession < 0) entry.Base = place;
        Count(entry, 1);
    }

    /// <summary>Takes that an item was started again.</summary>
    public void Mark(int number, int session, RecordPlace place)
    {
        ref var entry = ref Items[number];
        if (!entry.IsLive) return;
        Count(entry, -1);
        (entry.Outcome, entry.LastSession, entry.Last, entry.IsMarked) = (TaskOutcome.Started, session, place, true);
        Count(entry, 1);
    }

    /// <summary>Takes that an item left the list. Its number stays its own.</summary>
    public void Drop(int number)
    {
        ref var entry = ref Items[number];
        Count(entry, -1);
        entry.IsLive = false;
    }

    private void Count(in ItemEntry entry, int by)
    {
        if (!entry.IsLive) return;
        LiveCount += by;
        _itemSize += by * entry.Size;
        Sessions[entry.LastSession].Uses += by;
        if (entry.GoodSession >= 0) Sessions[entry.GoodSession].Uses += by;
    }
}
