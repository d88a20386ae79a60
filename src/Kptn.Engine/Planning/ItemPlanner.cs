using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Decides for each item of a mapped task whether it runs. Holds bits and 16-byte identities, however long the list is.</summary>
internal sealed class ItemPlanner(GraphContext context, PreparedTask task, IItemTable? recorded, Fingerprint common, bool forced, Reason? shared)
{
    private const int Shown = 20;

    private readonly TaskMapping _mapping = task.Mapping!;
    private readonly ItemReasons _reasons = new(recorded, common, forced, shared);
    private readonly Bits _runs = new();
    private readonly Bits _seen = new();
    private readonly List<(int Position, int Number)> _toCheck = [];
    private readonly SortedDictionary<ReasonKind, int> _kinds = [];
    private readonly List<(int Position, string Key, Reason Reason)> _first = [];
    private int _done;
    private int _toRun;
    private int _selected;

    /// <summary>Walks the list.</summary>
    /// <param name="list">Opens the list.</param>
    /// <param name="own">What an item alone depends on besides its key; none for most tasks.</param>
    /// <exception cref="ItemListException">The list is no list of such items, an item stands twice, two items write the same file.</exception>
    public ItemPlan Plan(Func<ItemReader> list, Func<ItemReader, Hash256> own)
    {
        var filter = context.Items.FilterOf(_mapping);
        var ids = new IdSet();
        var claims = _mapping.Outputs.Count > 0 ? new ItemClaims(context, _mapping) : null;
        using (var items = list())
        {
            while (items.Read())
            {
                if (!ids.Add(items.Id)) throw new ItemListException($"item {ItemNames.Shown(Encoding.UTF8.GetString(items.Key))} stands twice in the list; each item must be there once");
                claims?.Add(items.Key);
                Add(items, own(items), filter is null || filter.Matches(_mapping.Names, items.Key));
            }
        }

        CheckFiles();
        var dropped = Dropped();
        _first.Sort((a, b) => a.Position.CompareTo(b.Position));
        var counts = new ItemCounts(_runs.Count, _toRun, _selected, dropped.Count, [.. _kinds.Select(pair => (pair.Key, pair.Value))], [.. _first.Take(Shown).Select(item => (item.Key, item.Reason))]);
        return new ItemPlan(list, own, _runs, _done, dropped, common, counts) { RunsAll = shared is not null };
    }

    private void Add(ItemReader item, Hash256 own, bool selected)
    {
        var position = _runs.Count;
        Reason? reason = null;
        if (recorded is not null && recorded.TryFind(item.Id, out var slot))
        {
            while (_seen.Count <= slot.Number) _seen.Add(false);
            _seen[slot.Number] = true;
            reason = _reasons.Of(slot, own, selected);
            if (reason is null && slot.HasFiles) _toCheck.Add((position, slot.Number));
        }
        else
        {
            reason = new Reason(ReasonKind.NoCachedState);
        }

        if (reason is null) _done++;
        if (selected) _selected++;
        var runs = reason is not null && selected;
        _runs.Add(runs);
        if (runs) Count(position, () => Encoding.UTF8.GetString(item.Key), reason!);
    }

    private void Count(int position, Func<string> key, Reason reason)
    {
        _toRun++;
        _kinds[reason.Kind] = _kinds.GetValueOrDefault(reason.Kind) + 1;
        if (_first.Count < Shown) _first.Add((position, key(), reason));
    }

    private void CheckFiles()
    {
        var found = new Reason?[_toCheck.Count];
        if (context.Results.Elsewhere is not null) context.Results.Bring(_toCheck.Select(item => recorded!.Read(item.Number).Good!.Result.Hash));
        Many.For(found.Length, i => found[i] = ItemFiles.Check(context, recorded!.Read(_toCheck[i].Number).Good!, out _));
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] is not { } reason) continue;
            var (position, number) = _toCheck[i];
            _done--;
            if (!IsSelected(number)) continue;
            _runs[position] = true;
            Count(position, () => recorded!.Read(number).Key, reason);
        }
    }

    private bool IsSelected(int number) =>
        context.Items.FilterOf(_mapping) is not { } filter || filter.Matches(_mapping.Names, Encoding.UTF8.GetBytes(recorded!.Read(number).Key));

    private List<int> Dropped()
    {
        var dropped = new List<int>();
        foreach (var slot in recorded?.All() ?? [])
        {
            if (slot.Number >= _seen.Count || !_seen[slot.Number]) dropped.Add(slot.Number);
        }

        return dropped;
    }
}
