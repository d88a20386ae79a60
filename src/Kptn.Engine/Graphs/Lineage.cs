using Kptn.Engine.Graphs.Building;

namespace Kptn.Engine.Graphs;

/// <summary>What comes before and behind tasks of a graph, over dependencies and <c>after</c>.</summary>
public static class Lineage
{
    /// <summary>All tasks that any of the given ones waits for, directly or not; a given task is among them only where another waits for it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">Names of tasks; those that the graph lacks are ignored.</param>
    public static IReadOnlySet<string> Ancestors(TaskGraph graph, IEnumerable<string> names) => Walk(graph, names, ancestors: true);

    /// <summary>All tasks that wait for any of the given ones, directly or not; a given task is among them only where it waits for another.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">Names of tasks; those that the graph lacks are ignored.</param>
    public static IReadOnlySet<string> Descendants(TaskGraph graph, IEnumerable<string> names) => Walk(graph, names, ancestors: false);

    /// <summary>Marks what is reached from the tasks on <paramref name="next"/>, which is emptied.</summary>
    internal static bool[] Reach(TaskEdges edges, Stack<int> next, bool ancestors)
    {
        var reached = new bool[edges.Count];
        while (next.TryPop(out var task))
        {
            foreach (var other in ancestors ? edges.Before(task) : edges.Behind(task))
            {
                if (reached[other]) continue;
                reached[other] = true;
                next.Push(other);
            }
        }

        return reached;
    }

    private static HashSet<string> Walk(TaskGraph graph, IEnumerable<string> names, bool ancestors)
    {
        var edges = new TaskEdges([.. graph.Tasks.Values]);
        var start = new Stack<int>();
        foreach (var name in names)
        {
            if (edges.NumberOf(name) is var task and >= 0) start.Push(task);
        }

        var reached = Reach(edges, start, ancestors);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var task = 0; task < reached.Length; task++)
        {
            if (reached[task]) found.Add(edges.Tasks[task].Name);
        }

        return found;
    }
}
