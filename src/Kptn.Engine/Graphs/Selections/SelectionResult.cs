using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>What a selection chose from a graph.</summary>
/// <param name="Tasks">Names of the chosen tasks, in the graph's order.</param>
/// <param name="Findings">Words that name nothing.</param>
public sealed record SelectionResult(IReadOnlyList<string> Tasks, IReadOnlyList<Finding> Findings);
