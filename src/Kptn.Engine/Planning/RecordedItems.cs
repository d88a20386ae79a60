using System.Text;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Finds items among those that are recorded.</summary>
public static class RecordedItems
{
    /// <summary>The recorded items that a filter means. One that names its items in full is looked up; any other has every record read.</summary>
    /// <param name="table">The records.</param>
    /// <param name="names">The names of the items' values.</param>
    /// <param name="filter">Which items are meant; all where it is <see langword="null"/>.</param>
    public static IEnumerable<(ItemSlot Slot, ItemState State)> Find(IItemTable table, IReadOnlyList<string> names, ItemFilter? filter)
    {
        if (filter is not null && !filter.Applies(names)) yield break;
        if (filter?.Keys(names) is { } keys)
        {
            foreach (var key in keys)
            {
                if (table.TryFind(ItemId.Of(key), out var slot)) yield return (slot, table.Read(slot.Number));
            }

            yield break;
        }

        foreach (var slot in table.All())
        {
            var state = table.Read(slot.Number);
            if (filter is null || filter.Matches(names, Encoding.UTF8.GetBytes(state.Key))) yield return (slot, state);
        }
    }
}
