using Kptn.Engine.Mapping;

namespace Kptn.Engine.Planning;

/// <summary>Which items of mapped tasks a run or a plan is about.</summary>
/// <param name="Filter">The items that were asked for; <see langword="null"/> for all.</param>
/// <param name="Subset">How many items of each list count, from its start; <see langword="null"/> for all.</param>
public sealed record ItemScope(ItemFilter? Filter = null, int? Subset = null)
{
    /// <summary>Every item.</summary>
    public static ItemScope All { get; } = new();

    /// <summary>The namespace of a subset's state, so that trials never touch the full one.</summary>
    /// <param name="name">The namespace of the full state.</param>
    public static string SubsetOf(string name) => name + "~subset";

    /// <summary>The filter that applies to a task, if any does.</summary>
    /// <param name="mapping">How the task is mapped.</param>
    public ItemFilter? FilterOf(TaskMapping mapping) => Filter is { } filter && filter.Applies(mapping.Names) ? filter : null;
}
