using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Transfer;

/// <summary>The items of a task in a file. Holds where each stands; the rest is read when asked for.</summary>
internal sealed class FileItems : IItemTable
{
    private readonly StateFileLines _lines;
    private readonly List<(long Start, int Length, ItemSlot Slot)> _items = [];
    private readonly Dictionary<ItemId, int> _numbers = [];
    private readonly List<ItemSession> _sessions = [];
    private readonly List<OrphanOutput> _orphans = [];
    private StateFileLines? _owned;

    private FileItems(StateFileLines lines) => _lines = lines;

    public int Count => _items.Count;

    public IReadOnlyList<ItemSession> Sessions => _sessions;

    public IReadOnlyList<OrphanOutput> Orphans => _orphans;

    public static FileItems? Read(StateFileLines lines, (long Start, long End) part)
    {
        var items = new FileItems(lines);
        foreach (var (start, line) in lines.From(part.Start, part.End))
        {
            using var json = lines.Parse(start, line);
            items.Take(json.RootElement, start, line.Length);
        }

        return items.Count == 0 && items._orphans.Count == 0 ? null : items;
    }

    public bool TryFind(ItemId id, out ItemSlot slot)
    {
        var isThere = _numbers.TryGetValue(id, out var number);
        slot = isThere ? _items[number].Slot : default;
        return isThere;
    }

    public ItemState Read(int number)
    {
        var (start, length, _) = _items[number];
        using var json = _lines.Parse(start, _lines.Read(start, length));
        return StateLineReader.Item(json.RootElement.GetProperty("item"), _sessions.Count);
    }

    public IEnumerable<ItemSlot> All() => _items.Select(item => item.Slot);

    /// <summary>Has the file closed with the items.</summary>
    public FileItems Owning(StateFileLines lines)
    {
        _owned = lines;
        return this;
    }

    public void Dispose() => _owned?.Dispose();

    private void Take(JsonElement root, long start, int length)
    {
        if (root.TryGetProperty("session", out var session)) _sessions.Add(StateLineReader.Session(session));
        else if (root.TryGetProperty("orphan", out var orphan)) _orphans.Add(StateLineReader.Orphan(orphan));
        else if (root.TryGetProperty("item", out var item)) Add(StateLineReader.Item(item, _sessions.Count), start, length);
    }

    private void Add(ItemState state, long start, int length)
    {
        var hasFiles = state.Good is { Outputs.Count: > 0 } or { Result.Hash.IsNone: false };
        var slot = new ItemSlot(_items.Count, state.Last.Outcome, state.Good?.Session ?? -1, hasFiles, state.Good?.Own ?? default(Hash256));
        if (_numbers.TryAdd(ItemId.Of(state.Key), slot.Number)) _items.Add((start, length, slot));
    }
}
