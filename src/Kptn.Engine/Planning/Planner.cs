using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Decides what is out of date, and why. The only place that does.</summary>
/// <param name="context">The graph.</param>
public sealed partial class Planner(GraphContext context)
{
    private readonly OutputReader _outputs = context.Outputs;
    private readonly ItemLists _lists = new(context);
    private readonly ItemDecisions _items = new(context);
    private readonly OutputChecks _checks = new(context);

    /// <summary>Decides on one task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="inputs">Input and data components that are known, sorted.</param>
    /// <param name="unknown">Dependencies whose components are not known yet, since they run first.</param>
    /// <param name="forced">Whether it runs in any case.</param>
    public Decision Decide(PreparedTask task, TaskState? state, IReadOnlyList<Component> inputs, IReadOnlyList<string> unknown, bool forced)
    {
        using var tables = new ItemTables(context.ReadItems);
        return Decide(task, state, inputs, unknown, forced, _checks.Of(task, state?.Good, tables));
    }

    /// <summary>Decides for each item of a mapped task whether it runs.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="components">What the task depends on.</param>
    /// <param name="provider">The last good run of the dependency that gives the list.</param>
    /// <param name="recorded">What is recorded of its items.</param>
    /// <param name="forced">Whether items run in any case.</param>
    /// <exception cref="ItemListException">The list is not there, or is no list of such items.</exception>
    public ItemPlan PlanItems(PreparedTask task, TaskState? state, IReadOnlyList<Component> components, GoodRun? provider, IItemTable? recorded, bool forced) =>
        _items.Plan(task, state, components, provider, recorded, forced);

    /// <summary>Whether the outputs of a mapped task's items are still what was recorded for all of them together.</summary>
    /// <param name="task">The task.</param>
    /// <param name="recorded">What was recorded.</param>
    public bool AreItemsAsRecorded(PreparedTask task, OutputState recorded)
    {
        using var tables = new ItemTables(context.ReadItems);
        return _items.OnDisk(task.Mapping!, tables.Of(task.Name)).Hash == recorded.Hash;
    }

    /// <summary>What every item of a mapped task depends on, out of what the task depends on.</summary>
    /// <param name="task">The task.</param>
    /// <param name="components">What the task depends on.</param>
    public static Fingerprint CommonOf(PreparedTask task, IReadOnlyList<Component> components) => ItemLists.Common(task, components);

    private Decision Decide(
        PreparedTask task,
        TaskState? state,
        IReadOnlyList<Component> inputs,
        IReadOnlyList<string> unknown,
        bool forced,
        (Reason? Reason, bool Available) outputs)
    {
        var good = state?.Good;
        var components = Join(task.Own, task.Mapping is null ? inputs : Fingerprint.Sort([.. _lists.Extra(task), .. inputs]));
        if (task.Mapping is not null) components = Fingerprint.Sort(components);
        if (task.Task.Definition.Language == TaskLanguage.Command) components = WrittenFiles.Settle(components, good);
        var (outputReason, available) = outputs;
        var changes = good is null ? [] : Differences(good.Fingerprint.Components, components, unknown);
        var reason = Reasons.First(state, forced, changes) ?? outputReason;
        var action = reason is not null ? PlanAction.Run : unknown.Count > 0 ? PlanAction.MayRun : PlanAction.Fresh;
        return new Decision(action, reason, components, changes, unknown, available);
    }

    /// <summary>What a dependency gives now.</summary>
    /// <param name="dependency">Its name.</param>
    /// <param name="states">State of every task.</param>
    /// <param name="isRecorded">Whether its outputs on disk are known to be as recorded; else the disk is read.</param>
    public IReadOnlyList<Component> Inputs(string dependency, IReadOnlyDictionary<string, TaskState> states, bool isRecorded)
    {
        using var tables = new ItemTables(context.ReadItems);
        return Inputs(dependency, states, isRecorded, tables);
    }

    private IReadOnlyList<Component> Inputs(string dependency, IReadOnlyDictionary<string, TaskState> states, bool isRecorded, ItemTables tables)
    {
        states.TryGetValue(dependency, out var state);
        if (isRecorded && state?.Good is { } good) return InputComponents.Of(dependency, good);
        var task = context.Tasks[dependency];
        return InputComponents.OnDisk(task, state?.Good, _outputs, task.Mapping is { Outputs.Count: > 0 } mapping ? _items.OnDisk(mapping, tables.Of(dependency)) : null);
    }

    /// <summary>Keeps those input components that a task can see, sorted.</summary>
    /// <param name="task">The task.</param>
    /// <param name="inputs">Components of all its dependencies.</param>
    public static IReadOnlyList<Component> Visible(PreparedTask task, IReadOnlyList<Component> inputs)
    {
        if (inputs.Count == 0) return inputs;
        if (task.VisibleDependencies.Count < task.Task.Dependencies.Count)
        {
            inputs = [.. inputs.Where(input => input.Kind != ComponentKind.Data || input.Name == task.Mapping?.Provider || task.VisibleDependencies.Contains(input.Name))];
        }

        return inputs.Count < 2 ? inputs : Fingerprint.Sort(inputs);
    }

    private static IReadOnlyList<Component> Join(IReadOnlyList<Component> own, IReadOnlyList<Component> inputs)
    {
        if (inputs.Count == 0) return own;
        var joined = new Component[own.Count + inputs.Count];
        for (var i = 0; i < own.Count; i++) joined[i] = own[i];
        for (var i = 0; i < inputs.Count; i++) joined[own.Count + i] = inputs[i];
        return joined;
    }

    private static IReadOnlyList<ComponentChange> Differences(IReadOnlyList<Component> old, IReadOnlyList<Component> now, IReadOnlyList<string> unknown)
    {
        var changes = Fingerprint.Compare(old, now);
        if (unknown.Count == 0 || changes.Count == 0) return changes;
        return [.. changes.Where(change => !unknown.Contains(InputComponents.Source(change.Kind, change.Name)))];
    }

}
