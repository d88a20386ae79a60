using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Flattens graphs, parents before children: the first definition of a task's name wins whole.</summary>
internal sealed class GraphFlattener(ExtendsOrder extends, FindingSink findings)
{
    private readonly Dictionary<string, FlatGraph> _flat = new(StringComparer.Ordinal);

    /// <summary>Flattens a graph whose sound parents were flattened before.</summary>
    public FlatGraph Flatten(GraphDefinition graph)
    {
        var sound = graph.Extends.Where(extends.IsSound).ToArray();
        var isPartial = sound.Length < graph.Extends.Count || sound.Any(parent => _flat[parent.Graph].IsPartial);
        var flat = new FlatGraph(graph.Name, Tasks(graph, sound), isPartial);
        _flat[graph.Name] = flat;
        return flat;
    }

    private OrderedDictionary<string, FlatTask> Tasks(GraphDefinition graph, GraphParent[] parents)
    {
        // A graph that only renames another shares its tasks: long rows of such graphs cost nothing.
        if (parents is [{ Args.Count: 0 } only] && graph.Tasks.Count == 0) return _flat[only.Graph].Tasks;

        var tasks = new OrderedDictionary<string, FlatTask>(graph.Tasks.Count, StringComparer.Ordinal);
        foreach (var parent in parents) Include(graph, parent, tasks);
        foreach (var entry in graph.Tasks)
        {
            if (!tasks.TryAdd(entry.Task, new FlatTask(entry, entry.Args))) Shadowed(graph, entry, tasks[entry.Task].Entry);
        }

        return tasks;
    }

    private void Include(GraphDefinition graph, GraphParent parent, OrderedDictionary<string, FlatTask> tasks)
    {
        var inherited = _flat[parent.Graph];
        foreach (var (name, task) in inherited.Tasks)
        {
            var args = parent.Args.Count > 0 ? parent.Args.GetValueOrDefault(name) : null;
            var added = tasks.TryAdd(name, args is { Count: > 0 } ? task with { Args = Overlay.Of(task.Args, args) } : task);
            if (!added && args is { Count: > 0 }) UnusedArgs(graph, parent, name, args);
        }

        if (inherited.IsPartial) return;
        foreach (var (name, args) in parent.Args)
        {
            if (!inherited.Tasks.ContainsKey(name)) UnknownTask(graph, parent, name, args, inherited);
        }
    }

    private void UnknownTask(GraphDefinition graph, GraphParent parent, string name, IReadOnlyList<YamlEntry> args, FlatGraph inherited)
    {
        if (!findings.IsNew("unknown-extends-task", parent, name)) return;
        findings.Add(new Finding(
            "unknown-extends-task",
            PlaceOf(args, parent),
            $"graph '{graph.Name}' gives args to '{name}' of graph '{parent.Graph}', which has no such task",
            $"a task of graph '{parent.Graph}'",
            findings.DidYouMean(name, inherited.Tasks)));
    }

    private void UnusedArgs(GraphDefinition graph, GraphParent parent, string name, IReadOnlyList<YamlEntry> args)
    {
        if (!findings.IsNew("unused-args", parent, name)) return;
        findings.Add(new Finding(
            "unused-args",
            PlaceOf(args, parent),
            $"graph '{graph.Name}' has task '{name}' from an earlier parent, so its args for '{name}' of graph '{parent.Graph}' are not used",
            Suggestion: "give them to the first parent that has the task",
            Severity: Severity.Warning));
    }

    private void Shadowed(GraphDefinition graph, GraphEntry own, GraphEntry first)
    {
        if (own.Args.Count == 0 && SameDependencies(own, first)) return;
        if (!findings.IsNew("shadowed-task", own, own.Task)) return;
        findings.Add(new Finding(
            "shadowed-task",
            own.Place,
            $"graph '{graph.Name}' already has task '{own.Task}' at {first.Place}, so its dependencies and args here are not used",
            Suggestion: "to change the args of an inherited task, put them in the args of the extends entry",
            Severity: Severity.Warning));
    }

    private static bool SameDependencies(GraphEntry own, GraphEntry first) =>
        own.Dependencies.Select(dependency => dependency.Task).ToHashSet(StringComparer.Ordinal)
            .SetEquals(first.Dependencies.Select(dependency => dependency.Task));

    private static Place PlaceOf(IReadOnlyList<YamlEntry> args, GraphParent parent) => args.Count > 0 ? args[0].KeyPlace : parent.Place;
}
