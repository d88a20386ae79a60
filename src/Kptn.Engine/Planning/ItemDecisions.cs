using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>What deciding about a mapped task needs beyond what any task needs.</summary>
internal sealed class ItemDecisions(GraphContext context)
{
    private readonly ItemLists _lists = new(context);

    /// <summary>Adds the items to the decision on a task; where items were selected, they alone decide whether it runs.</summary>
    public Decision Complete(Decision decision, PreparedTask task, TaskState? state, GoodRun? provider, ItemTables tables, bool forced)
    {
        var mapping = task.Mapping!;
        var isFiltered = context.Items.FilterOf(mapping) is not null;
        var isKnown = mapping.Glob is null ? !decision.WaitsFor.Contains(mapping.Provider!) : decision.WaitsFor.Count == 0;
        if (!isKnown || (decision.Action == PlanAction.Fresh && !isFiltered)) return decision;
        try
        {
            var counts = Plan(task, state, decision.Components, provider, tables.Of(task.Name), forced).Counts;
            decision = decision with { Items = counts };
            if (!isFiltered || decision.Action == PlanAction.MayRun) return decision;
            return counts.ToRun == 0
                ? decision with { Action = PlanAction.Fresh, Reason = null }
                : decision with { Action = PlanAction.Run, Reason = counts.First[0].Reason };
        }
        catch (ItemListException e)
        {
            return decision with { ItemProblem = e.Message };
        }
    }

    /// <summary>Decides for each item whether it runs.</summary>
    /// <exception cref="ItemListException">The list is not there, or is no list of such items.</exception>
    public ItemPlan Plan(PreparedTask task, TaskState? state, IReadOnlyList<Component> components, GoodRun? provider, IItemTable? recorded, bool forced)
    {
        var mapping = task.Mapping!;
        var list = _lists.Open(task, provider) ?? throw new ItemListException($"the list of '{mapping.Provider}' is not there; run '{mapping.Provider}' first");
        try
        {
            return new ItemPlanner(context, task, recorded, ItemLists.Common(task, components), forced, SharedOutputs.Check(context, task, state)).Plan(list, _lists.Own(task, list));
        }
        catch (ItemListException e)
        {
            throw new ItemListException($"{(mapping.Glob is null ? $"the list of '{mapping.Provider}'" : $"the files '{mapping.Glob}'")} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The first output of any item that is not as recorded.</summary>
    /// <param name="recorded">The items; <see langword="null"/> where none was ever recorded, as those of an empty list.</param>
    /// <param name="rollUp">What was recorded of the outputs of all of them.</param>
    /// <param name="available">Whether all are there, changed or not.</param>
    public Reason? Check(IItemTable? recorded, OutputState rollUp, out bool available)
    {
        available = recorded is not null || rollUp.Hash == new ItemRollUp().ToOutput(rollUp.Path).Hash;
        if (recorded is null) return available ? null : new Reason(ReasonKind.OutputsMissing, "the record of its items");
        var numbers = recorded.All().Where(slot => slot.HasFiles).Select(slot => slot.Number).ToArray();
        var found = new Reason?[numbers.Length];
        var missing = false;
        if (context.Results.Elsewhere is not null) context.Results.Bring(numbers.Select(number => recorded.Read(number).Good?.Result.Hash ?? default));
        Many.For(numbers.Length, i =>
        {
            if (recorded.Read(numbers[i]).Good is not { } good) return;
            found[i] = ItemFiles.Check(context, good, out var isThere);
            if (!isThere) missing = true;
        });
        available = !missing;
        var reasons = found.Where(reason => reason is not null).ToList();
        return reasons.Count == 0 ? null : reasons[0]! with { More = reasons.Count - 1 };
    }

    /// <summary>What the items' outputs are on disk now, for a task that is not part of the run.</summary>
    public OutputState OnDisk(TaskMapping mapping, IItemTable? recorded)
    {
        var rollUp = new ItemRollUp();
        var gate = new Lock();
        var numbers = recorded?.All().Where(slot => slot.HasFiles).Select(slot => slot.Number).ToArray() ?? [];
        Many.For(numbers.Length, i =>
        {
            foreach (var output in recorded!.Read(numbers[i]).Good?.Outputs ?? [])
            {
                var now = context.Outputs.Check(output) == OutputCondition.AsRecorded ? output : context.Outputs.Read(output.Path);
                if (now is null) continue;
                lock (gate) rollUp.Add(now);
            }
        });
        return rollUp.ToOutput(mapping.RollUp);
    }
}
