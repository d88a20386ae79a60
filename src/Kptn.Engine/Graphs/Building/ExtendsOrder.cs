using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Puts every graph after its parents, and sets aside the <c>extends</c> entries that lead nowhere or in a circle.</summary>
internal sealed class ExtendsOrder
{
    private readonly Project _project;
    private readonly FindingSink _findings;
    private readonly HashSet<GraphParent> _broken = new(ReferenceEqualityComparer.Instance);
    private readonly List<GraphDefinition> _parentsFirst = [];

    public ExtendsOrder(Project project, FindingSink findings)
    {
        (_project, _findings) = (project, findings);
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var graph in project.Graphs.Values) Visit(graph, depths);
    }

    public IReadOnlyList<GraphDefinition> ParentsFirst => _parentsFirst;

    /// <summary>Whether a parent can be included.</summary>
    public bool IsSound(GraphParent parent) => !_broken.Contains(parent);

    private void Visit(GraphDefinition root, Dictionary<string, int> depths)
    {
        const int done = -1;
        if (depths.ContainsKey(root.Name)) return;
        var path = new List<(GraphDefinition Graph, int Next)> { (root, 0) };
        depths[root.Name] = 0;
        while (path.Count > 0)
        {
            var (graph, next) = path[^1];
            if (next == graph.Extends.Count)
            {
                path.RemoveAt(path.Count - 1);
                depths[graph.Name] = done;
                _parentsFirst.Add(graph);
                continue;
            }

            path[^1] = (graph, next + 1);
            var parent = graph.Extends[next];
            if (!_project.Graphs.TryGetValue(parent.Graph, out var target))
            {
                Unknown(graph, parent);
            }
            else if (!depths.TryGetValue(parent.Graph, out var depth))
            {
                depths[parent.Graph] = path.Count;
                path.Add((target, 0));
            }
            else if (depth != done)
            {
                Cycle(graph, parent, path, depth);
            }
        }
    }

    private void Unknown(GraphDefinition graph, GraphParent parent)
    {
        _broken.Add(parent);
        if (!_findings.IsNew("unknown-graph", graph, parent.Graph)) return;
        _findings.Add(new Finding(
            "unknown-graph",
            parent.Place,
            $"graph '{graph.Name}' extends '{parent.Graph}', which is not under graphs",
            "the id of a graph",
            _findings.DidYouMean(parent.Graph, _project.Graphs)));
    }

    private void Cycle(GraphDefinition graph, GraphParent parent, List<(GraphDefinition Graph, int Next)> path, int start)
    {
        _broken.Add(parent);

        // One chain a graph: each may be as long as there are graphs.
        if (!_findings.IsNew("extends-cycle", graph, "")) return;
        var cycle = path.Skip(start).Select(step => step.Graph.Name).ToArray();
        _findings.Add(new Finding("extends-cycle", parent.Place, $"graphs extend each other in a cycle: {Chain.Of(cycle)}"));
    }
}
