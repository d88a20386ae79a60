using System.CommandLine;
using Kptn.Engine.Graphs;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Tool.Commands;

/// <summary>The state that a verb is about.</summary>
/// <param name="Bench">The project.</param>
/// <param name="Graph">The graph whose state it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="States">What is recorded, by task.</param>
internal sealed record StateScope(Workbench Bench, TaskGraph Graph, StateKey Key, IReadOnlyDictionary<string, TaskState> States)
{
    /// <summary>Opens the state of the graph that options name.</summary>
    /// <returns>The state, or <see langword="null"/> after the errors were shown.</returns>
    public static async Task<StateScope?> OpenAsync(ToolContext tool, ProjectOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(tool);
        if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return null;
        var key = bench.KeyOf(graph);
        return new StateScope(bench, graph, key, await bench.ReadAsync(key, cancellation).ConfigureAwait(false));
    }

    /// <summary>Whether a run works on it now.</summary>
    public bool IsHeld => Bench.Store.HolderOf(Key) is not null;

    /// <summary>The names of the values of a task's items; none where it is not mapped.</summary>
    public IReadOnlyList<string> NamesOf(string task) => Graph.Tasks[task].Definition.MapOver;

    /// <summary>Whether none of the tasks maps over what items were asked by; says so then.</summary>
    public bool Refuses(ToolContext tool, IReadOnlyList<string> names, ItemFilter filter)
    {
        if (names.Any(name => filter.Applies(NamesOf(name)))) return false;
        tool.Screen.Refuse($"none of the chosen tasks maps over {string.Join(", ", filter.Selectors.Select(selector => selector.Key).Distinct(StringComparer.Ordinal))}");
        return true;
    }
}
