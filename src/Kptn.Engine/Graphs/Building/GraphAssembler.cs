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
    private readonly ReferenceCheck _references = new(project, findings);
    private readonly OutputCheck _outputs = new(findings);

    /// <summary>Tasks by name, in dependency order; those in a cycle come last, in the order declared.</summary>
    public IReadOnlyDictionary<string, GraphTask> Assemble(FlatGraph graph)
    {
        if (_assembled.TryGetValue(graph.Tasks, out var known)) return known;

        var members = new List<FlatTask>(graph.Tasks.Count);
        var definitions = new List<TaskDefinition>(graph.Tasks.Count);
        var numbers = new Dictionary<string, int>(graph.Tasks.Count, StringComparer.Ordinal);
        foreach (var task in graph.Tasks.Values)
        {
            if (project.Tasks.TryGetValue(task.Entry.Task, out var definition))
            {
                numbers.Add(definition.Name, members.Count);
                members.Add(task);
                definitions.Add(definition);
            }
            else
            {
                _dependencies.ReportUnlisted(graph, task.Entry);
            }
        }

        var tasks = new List<GraphTask>(members.Count);
        for (var i = 0; i < members.Count; i++) tasks.Add(Assemble(graph, members[i], definitions[i], numbers));
        var edges = new TaskEdges(tasks, numbers);
        var order = StableOrder.Of(edges);
        if (order.Length < tasks.Count) CycleCheck.Check(graph, edges, findings);

        var ordered = new ReadOnlyDictionary<string, GraphTask>(Ordered(tasks, order));
        foreach (var task in tasks)
        {
            if (task.Definition is { MapOver.Count: > 0, MapGlob: null }) _mapping.Check(graph, graph.Tasks[task.Name].Entry, task, ordered);
            if (task.Args.Count > 0) _references.Check(graph, graph.Tasks[task.Name].Entry, task, ordered);
        }

        _outputs.Check(graph, tasks);
        _assembled.Add(graph.Tasks, ordered);
        return ordered;
    }

    private GraphTask Assemble(FlatGraph graph, FlatTask task, TaskDefinition definition, Dictionary<string, int> numbers)
    {
        var dependencies = _dependencies.Of(graph, task.Entry, numbers);
        return new GraphTask(definition, dependencies, After(definition, dependencies, numbers), Overlay.Of(definition.Args, task.Args));
    }

    private static IReadOnlyList<string> After(TaskDefinition definition, IReadOnlyList<string> dependencies, Dictionary<string, int> numbers)
    {
        if (definition.After.Count == 0) return [];
        var taken = new HashSet<string>(dependencies, StringComparer.Ordinal) { definition.Name };
        return [.. definition.After.Where(name => numbers.ContainsKey(name) && taken.Add(name))];
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
