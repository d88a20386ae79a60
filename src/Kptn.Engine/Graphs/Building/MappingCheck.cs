using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Checks that exactly one dependency provides what a task maps over.</summary>
internal sealed class MappingCheck(FindingSink findings)
{
    public void Check(FlatGraph graph, GraphEntry entry, GraphTask task, IReadOnlyDictionary<string, GraphTask> tasks)
    {
        var providers = task.Dependencies
            .Where(name => Provides(tasks[name], task))
            .ToArray();
        var items = string.Join(",", task.Definition.MapOver);
        switch (providers)
        {
            case [var only]:
                if (!tasks[only].Definition.CacheResult) NoResult(task, tasks[only], items);
                break;
            case []:
                NoProvider(graph, entry, task, tasks, items);
                break;
            default:
                if (!findings.IsNew("map-over-ambiguous", entry, items)) break;
                findings.Add(new Finding(
                    "map-over-ambiguous",
                    task.Definition.Place,
                    $"task '{task.Name}' of graph '{graph.Name}' maps over '{items}', which {providers.Length} of its dependencies provide: {Quoted(providers)}",
                    "one dependency with this iterable_item",
                    "move the other dependencies to after, or rename their iterable_item"));
                break;
        }
    }

    private void NoProvider(FlatGraph graph, GraphEntry entry, GraphTask task, IReadOnlyDictionary<string, GraphTask> tasks, string items)
    {
        // A dependency that was left out as unknown is the cause to mend first.
        if (entry.Dependencies.Any(dependency => dependency.Task != task.Name && !tasks.ContainsKey(dependency.Task))) return;
        if (!findings.IsNew("map-over-unknown", entry, items)) return;
        var offered = new Dictionary<string, GraphTask>(StringComparer.Ordinal);
        foreach (var dependency in task.Dependencies)
        {
            if (tasks[dependency].Definition.IterableItem is { Count: > 0 } item) offered.TryAdd(string.Join(",", item), tasks[dependency]);
        }

        var near = findings.DidYouMean(items, offered);
        findings.Add(new Finding(
            "map-over-unknown",
            task.Definition.Place,
            $"task '{task.Name}' of graph '{graph.Name}' maps over '{items}', which none of its dependencies provides",
            offered.Count > 0 ? $"the iterable_item of a dependency: {Quoted(offered.Keys)}" : "the iterable_item of a dependency",
            near.Length > 0 ? near : Elsewhere(task, tasks)));
    }

    private static string Elsewhere(GraphTask task, IReadOnlyDictionary<string, GraphTask> tasks)
    {
        var provider = tasks.Values.FirstOrDefault(other => other != task && Provides(other, task));
        return provider is null ? "" : $"task '{provider.Name}' provides it: make it a dependency of '{task.Name}'";
    }

    private void NoResult(GraphTask task, GraphTask provider, string items)
    {
        if (!findings.IsNew("map-over-without-result", task.Definition, provider.Name)) return;
        findings.Add(new Finding(
            "map-over-without-result",
            task.Definition.Place,
            $"task '{task.Name}' maps over '{items}' of task '{provider.Name}', whose result is not kept",
            Suggestion: $"set cache_result: true in task '{provider.Name}'"));
    }

    private static bool Provides(GraphTask provider, GraphTask task) =>
        provider.Definition.IterableItem.Count == task.Definition.MapOver.Count &&
        provider.Definition.IterableItem.SequenceEqual(task.Definition.MapOver, StringComparer.Ordinal);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
