using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal;

/// <summary>What a view needs to know of a run beside its events.</summary>
/// <param name="Root">The project's folder, to find logs.</param>
/// <param name="ItemNames">The names of items' values, by mapped task.</param>
/// <param name="Trial">What to say of a trial on a few items; empty for a full run.</param>
internal sealed record RunFacts(string Root, IReadOnlyDictionary<string, IReadOnlyList<string>> ItemNames, string Trial = "")
{
    /// <summary>The facts of a graph's runs.</summary>
    public static RunFacts Of(GraphContext context) => new(
        context.Project.Root,
        context.Tasks.Values.Where(task => task.Mapping is not null).ToDictionary(task => task.Name, task => task.Mapping!.Names, StringComparer.Ordinal),
        TrialOf(context));

    /// <summary>The names of an item's values.</summary>
    public IReadOnlyList<string> NamesOf(string task) => ItemNames.GetValueOrDefault(task) ?? [];

    /// <summary>What to say of a trial on a few items; empty where all count.</summary>
    public static string TrialOf(GraphContext context) => context.Items.Subset is not { } subset ? ""
        : $"trial on the first {Units.Count(subset, "item")} of each list · with a state of its own ({context.Key.Namespace}), files in {Path.GetRelativePath(context.Project.Root, context.Outputs.ScratchDir)}";
}
