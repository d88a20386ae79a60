using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs;

/// <summary>A graph with <c>extends</c> flattened, in dependency order.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Tasks">Tasks by name; enumerates in dependency order, ties in the order declared.</param>
/// <param name="Config">Root config overlaid by the graph's, in order.</param>
public sealed record TaskGraph(string Name, IReadOnlyDictionary<string, GraphTask> Tasks, IReadOnlyList<YamlEntry> Config);
