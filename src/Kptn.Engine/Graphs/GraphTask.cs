using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs;

/// <summary>A task in its place in a graph.</summary>
/// <param name="Definition">What it does.</param>
/// <param name="Dependencies">Tasks whose outputs and results it gets, in the order declared.</param>
/// <param name="After">Tasks it only waits for (those of them that are in the graph).</param>
/// <param name="Args">The task's args overlaid key by key by the graph's.</param>
public sealed record GraphTask(
    TaskDefinition Definition,
    IReadOnlyList<string> Dependencies,
    IReadOnlyList<string> After,
    IReadOnlyList<YamlEntry> Args)
{
    /// <summary>The task's name.</summary>
    public string Name => Definition.Name;
}
