using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Explains items of one mapped task of a plan.</summary>
/// <param name="context">The graph.</param>
/// <param name="planned">The task.</param>
/// <param name="provider">The last good run of the dependency that gives the list.</param>
public sealed class ItemExplainer(GraphContext context, PlannedTask planned, GoodRun? provider)
{
    private readonly PreparedTask _task = planned.Task;
    private readonly ItemLists _lists = new(context);
    private readonly Fingerprint _common = ItemLists.Common(planned.Task, planned.Decision.Components);

    private IReadOnlyList<string> WaitsFor => planned.Decision.WaitsFor;

    /// <summary>Explains the items that a filter means: those of the list first, then those that left it.</summary>
    /// <param name="filter">Which items.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="more">How many more there are.</param>
    /// <exception cref="ItemListException">The list is no list of such items.</exception>
    public IReadOnlyList<ItemExplanation> Explain(ItemFilter filter, int most, out int more)
    {
        using var table = context.ReadItems(_task.Name);
        var found = new List<ItemExplanation>();
        var seen = new Bits();
        more = 0;
        var names = _task.Mapping!.Names;
        if (List() is { } list)
        {
            var own = _lists.Own(_task, list);
            using var items = list();
            while (items.Read())
            {
                ItemSlot slot = default;
                var isRecorded = table is not null && table.TryFind(items.Id, out slot);
                if (isRecorded) Mark(seen, slot.Number);
                if (!filter.Matches(names, items.Key)) continue;
                if (found.Count == most) more++;
                else found.Add(Of(Encoding.UTF8.GetString(items.Key), isListed: true, table, isRecorded ? slot : null, own(items)));
            }
        }

        bool? isListed = List() is null ? null : false;
        foreach (var (slot, state) in table is null ? [] : Others(table, seen, filter))
        {
            if (found.Count == most) more++;
            else found.Add(Of(state.Key, isListed, table, slot, slot.Own));
        }

        return found;
    }

    private IEnumerable<(ItemSlot Slot, ItemState State)> Others(IItemTable table, Bits seen, ItemFilter filter)
    {
        foreach (var slot in table.All().Where(slot => slot.Number >= seen.Count || !seen[slot.Number]))
        {
            var state = table.Read(slot.Number);
            if (filter.Matches(_task.Mapping!.Names, Encoding.UTF8.GetBytes(state.Key))) yield return (slot, state);
        }
    }

    private static void Mark(Bits seen, int number)
    {
        while (seen.Count <= number) seen.Add(false);
        seen[number] = true;
    }

    private Func<ItemReader>? List() => _task.Mapping!.Provider is { } name && WaitsFor.Contains(name) ? null : _lists.Open(_task, provider);

    private ItemExplanation Of(string key, bool? isListed, IItemTable? table, ItemSlot? slot, Hash256 own)
    {
        var state = slot is { } recorded ? table!.Read(recorded.Number) : null;
        var session = state?.Good is { } good ? table!.Sessions[good.Session] : null;
        IReadOnlyList<(OutputState, OutputCondition)> outputs = state?.Good is null ? [] : [.. state.Good.Outputs.Select(output => (output, context.Outputs.Check(output)))];
        var old = session is null ? [] : session.Common.Components.Append(OwnPart(state!.Good!.Own)).OfType<Component>();
        IReadOnlyList<Component> now = [.. _common.Components.Append(OwnPart(own)).OfType<Component>()];
        var changes = session is null ? [] : Changes([.. old], now);
        var recordedParts = old.ToDictionary(component => (component.Kind, component.Name));
        var same = now.Where(component => changes.All(change => (change.Kind, change.Name) != (component.Kind, component.Name)))
            .Select(component => new ComponentChange(component.Kind, component.Name, recordedParts.GetValueOrDefault((component.Kind, component.Name)), component));
        return new ItemExplanation(
            key,
            isListed,
            state,
            session?.RunId ?? "",
            state is null ? "" : table!.Sessions[state.Last.Session].RunId,
            isListed == false ? null : ReasonOf(slot, state, changes),
            [.. changes, .. same],
            changes,
            outputs);
    }

    private List<ComponentChange> Changes(IReadOnlyList<Component> old, IReadOnlyList<Component> now) =>
        [.. Fingerprint.Compare(Fingerprint.Sort(old), Fingerprint.Sort(now)).Where(change => (change.New is not { } part || !WrittenFiles.IsOwn(part)) && !WaitsFor.Contains(InputComponents.Source(change.Kind, change.Name)))];

    private Reason? ReasonOf(ItemSlot? slot, ItemState? state, List<ComponentChange> changes)
    {
        if (slot is not { } recorded) return new Reason(ReasonKind.NoCachedState);
        return ItemReasons.OfOutcome(recorded.Outcome)
            ?? (state!.Good is not { } good ? new Reason(ReasonKind.NoCachedState)
            : changes.Count > 0 ? Reasons.Of(changes)
            : ItemFiles.Check(context, good, out _));
    }

    private static Component? OwnPart(Hash256 own) => own.IsNone ? null : new Component(ComponentKind.Inputs, ItemReasons.OwnFile, own);
}
