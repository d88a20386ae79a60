using System.Collections.ObjectModel;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Turns flattened graphs into tasks in dependency order, and checks them.</summary>
internal sealed class GraphAssembler(Project project, FindingSink findings)
{
    private readonly Dictionary<OrderedDictionary<string, FlatTask>, IReadOnlyDictionary<string, GraphTask>> _assembled =
        new(ReferenceEqualityComparer.Instance);

    private readonly DependencyCheck _dependencies = new(project, findings);
    private readonly MappingCheck _mapping = new(findings);
    private readonly ReferenceCheck _references = new(findings);
    private readonly OutputCheck _outputs = new(findings);

    /// <summary>Tasks by name, in dependency order; those in a cycle come last, in the order declared.</summary>
    public IReadOnlyDictionary<string, GraphTask> Assemble(FlatGraph graph)
    {
        if (_assembled.TryGetValue(graph.Tasks, out var known)) return known;

        var tasks = new List<GraphTask>(graph.Tasks.Count);
        foreach (var task in graph.Tasks.Values)
        {
            if (project.Tasks.TryGetValue(task.Entry.Task, out var definition)) tasks.Add(Assemble(graph, task, definition));
            else _dependencies.ReportUnlisted(graph, task.Entry);
        }

        var edges = new TaskEdges(tasks);
        var order = StableOrder.Of(edges);
        if (order.Length < tasks.Count) CycleCheck.Check(graph, edges, findings);

        var ordered = new ReadOnlyDictionary<string, GraphTask>(Ordered(tasks, order));
        foreach (var task in tasks)
        {
            var entry = graph.Tasks[task.Name].Entry;
            if (task.Definition.MapOver.Count > 0) _mapping.Check(graph, entry, task, ordered);
            if (task.Args.Count > 0) _references.Check(graph, entry, task, ordered);
        }

        _outputs.Check(graph, tasks);
        _assembled.Add(graph.Tasks, ordered);
        return ordered;
    }

    private GraphTask Assemble(FlatGraph graph, FlatTask task, TaskDefinition definition)
    {
        var dependencies = _dependencies.Of(graph, task.Entry);
        return new GraphTask(definition, dependencies, After(graph, definition, dependencies), Overlay.Of(definition.Args, task.Args));
    }

    private IReadOnlyList<string> After(FlatGraph graph, TaskDefinition definition, IReadOnlyList<string> dependencies)
    {
        if (definition.After.Count == 0) return [];
        var taken = new HashSet<string>(dependencies, StringComparer.Ordinal) { definition.Name };
        return [.. definition.After.Where(name => graph.Tasks.ContainsKey(name) && project.Tasks.ContainsKey(name) && taken.Add(name))];
    }

    private static OrderedDictionary<string, GraphTask> Ordered(List<GraphTask> tasks, int[] order)
    {
        var ordered = new OrderedDictionary<string, GraphTask>(tasks.Count, StringComparer.Ordinal);
        foreach (var task in order) ordered.Add(tasks[task].Name, tasks[task]);
        if (order.Length < tasks.Count)
        {
            foreach (var task in tasks) ordered.TryAdd(task.Name, task);
        }

        return ordered;
    }
}
