using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs;

/// <summary>All graphs of a project, flattened and ordered, with what is wrong with them.</summary>
/// <param name="Graphs">Graphs by id, in the order declared. A graph with errors is there too, without the edges that lead nowhere.</param>
/// <param name="Findings">What is wrong, in the order of the file.</param>
public sealed record GraphBuildResult(IReadOnlyDictionary<string, TaskGraph> Graphs, IReadOnlyList<Finding> Findings);
