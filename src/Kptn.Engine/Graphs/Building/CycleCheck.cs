using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Names the cycles of a graph.</summary>
internal static class CycleCheck
{
    public static void Check(FlatGraph graph, TaskEdges edges, FindingSink findings)
    {
        foreach (var cycle in new CycleFinder(edges).Find())
        {
            var names = cycle.Select(task => edges.Tasks[task].Name).ToArray();
            if (!findings.IsNew("dependency-cycle", null, Chain.Canonical(names))) continue;
            findings.Add(new Finding(
                "dependency-cycle",
                PlaceOf(edges.Tasks[cycle[0]], graph.Tasks[names[0]].Entry, names[1]),
                $"tasks of graph '{graph.Name}' wait for each other in a cycle: {Chain.Of(names)}",
                Suggestion: "remove one of these dependencies"));
        }
    }

    private static Place PlaceOf(GraphTask task, GraphEntry entry, string next) =>
        entry.Dependencies.FirstOrDefault(dependency => dependency.Task == next)?.Place ?? task.Definition.Place;
}
