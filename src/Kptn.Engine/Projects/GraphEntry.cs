using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>One task of a graph with its dependencies.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Place">Where its name stands in the graph.</param>
/// <param name="Dependencies">Names of the tasks it depends on, in order.</param>
/// <param name="Args">Args given by the graph.</param>
public sealed record GraphEntry(string Task, Place Place, IReadOnlyList<GraphDependency> Dependencies, IReadOnlyList<YamlEntry> Args);
