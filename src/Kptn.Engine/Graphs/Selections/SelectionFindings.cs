using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>Words what a selection did not find in a graph.</summary>
internal sealed class SelectionFindings(TaskGraph graph)
{
    private const int Shown = 12;

    // Each search compares with every task; a list of thousands of wrong names is not mended by hints.
    private int _searchesLeft = 50;

    public Finding NoTask(Selector selector)
    {
        var near = _searchesLeft-- > 0 ? NearestName.Of(selector.Pattern, graph.Tasks.Keys) : null;
        return new Finding(
            "unknown-task",
            SelectionPlace.CommandLine,
            $"graph '{graph.Name}' has no task '{selector.Pattern}'",
            near is null ? List("a task", graph.Tasks.Keys) : "",
            near is null ? "" : $"did you mean '{near}'?");
    }

    public Finding NoMatch(Selector selector) => selector.Kind switch
    {
        SelectorKind.Tag => NoTag(selector),
        SelectorKind.File => new Finding(
            "no-match",
            SelectionPlace.CommandLine,
            $"no task of graph '{graph.Name}' has its code in '{selector.Pattern}'",
            "a script or code_deps path from the project's folder"),
        _ => new Finding(
            "no-match",
            SelectionPlace.CommandLine,
            $"no task of graph '{graph.Name}' matches '{selector.Pattern}'",
            List("a task", graph.Tasks.Keys)),
    };

    /// <summary>No task maps over these names together.</summary>
    public IEnumerable<Finding> NoItem(IReadOnlyList<string> keys)
    {
        var known = graph.Tasks.Values.SelectMany(task => task.Definition.MapOver).Distinct(StringComparer.Ordinal).ToArray();
        var unknown = keys.Where(key => !known.Contains(key)).ToList();
        if (unknown.Count > 0) return unknown.Select(key => NotFound("no-match", $"no task of graph '{graph.Name}' maps over '{key}'", "an item name", key, known));
        var maps = graph.Tasks.Values.Where(task => task.Definition.IsMapped).Select(task => string.Join(",", task.Definition.MapOver)).Distinct(StringComparer.Ordinal);
        return [new Finding("no-match", SelectionPlace.CommandLine, $"no task of graph '{graph.Name}' maps over '{string.Join("' and '", keys)}' together", List("the names of one task's items", maps))];
    }

    private Finding NoTag(Selector selector)
    {
        var known = graph.Tasks.Values.SelectMany(task => task.Definition.Tags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return NotFound("unknown-tag", $"no task of graph '{graph.Name}' has tag '{selector.Pattern}'", "a tag", selector.Pattern, known);
    }

    private static Finding NotFound(string code, string message, string what, string name, string[] known) =>
        new(
            code,
            SelectionPlace.CommandLine,
            message,
            known.Length == 0 ? "" : List(what, known),
            NearestName.Of(name, known) is { } near ? $"did you mean '{near}'?" : "");

    private static string List(string what, IEnumerable<string> known)
    {
        var shown = known.Take(Shown + 1).ToArray();
        return $"{what}: {string.Join(", ", shown.Take(Shown))}{(shown.Length > Shown ? ", …" : "")}";
    }
}
