using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool;

/// <summary>Turns the words of a command line into tasks.</summary>
internal static class TaskSelector
{
    private const string Stale = "stale";

    /// <summary>Tasks that a selection names, in graph order.</summary>
    /// <returns>The names, or <see langword="null"/> after the errors were shown.</returns>
    public static IReadOnlyList<string>? Select(ToolContext tool, Selection selection, TaskGraph graph, Project project, Func<string, IReadOnlySet<string>> byState)
    {
        var result = selection.Findings.Count > 0 ? null : selection.Resolve(graph, project.Root, byState);
        var findings = result?.Findings ?? selection.Findings;
        foreach (var finding in findings) tool.Screen.Error(FindingText.Line(tool.Screen, finding));
        if (result is null || findings.Any(finding => finding.Severity == Severity.Error)) return null;
        return result.Tasks;
    }

    /// <summary>The same for verbs that need no plan otherwise: one is made only where the selection asks what is stale.</summary>
    /// <returns>The names, or <see langword="null"/> after the errors were shown.</returns>
    public static async Task<IReadOnlyList<string>?> SelectAsync(ToolContext tool, Selection selection, Workbench bench, TaskGraph graph, CancellationToken cancellation)
    {
        if (!selection.Include.Concat(selection.Exclude).Any(selector => selector.Kind == SelectorKind.State)) return Select(tool, selection, graph, bench.Project, _ => new HashSet<string>());
        var states = await bench.ReadAsync(bench.KeyOf(graph), cancellation).ConfigureAwait(false);
        if (!selection.Include.Concat(selection.Exclude).Any(selector => selector is { Kind: SelectorKind.State, Pattern: Stale })) return Select(tool, selection, graph, bench.Project, _ => FailedTasks.Of(states));
        if (await new ProjectOpener(tool).PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return null;
        var names = Select(tool, selection, graph, bench.Project, ByState(context, states));
        context.SaveCaches();
        return names;
    }

    /// <summary>Tasks by the word after <c>state:</c>.</summary>
    public static Func<string, IReadOnlySet<string>> ByState(GraphContext context, IReadOnlyDictionary<string, TaskState> states) => word =>
    {
        if (word != Stale) return FailedTasks.Of(states);
        var plan = new Planner(context).Plan(states, context.Tasks.Keys.ToHashSet(), new HashSet<string>());
        return plan.Tasks.Where(pair => pair.Value.Decision.Action != PlanAction.Fresh).Select(pair => pair.Key).ToHashSet();
    };
}
