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

    /// <summary>Tasks by the word after <c>state:</c>.</summary>
    public static Func<string, IReadOnlySet<string>> ByState(GraphContext context, IReadOnlyDictionary<string, TaskState> states) => word =>
    {
        if (word == "failed")
        {
            return states.Values
                .Where(state => state.Last is { Outcome: not TaskOutcome.Succeeded })
                .Select(state => state.Task)
                .ToHashSet();
        }

        var plan = new Planner(context).Plan(states, context.Tasks.Keys.ToHashSet(), new HashSet<string>());
        return plan.Tasks.Where(pair => pair.Value.Decision.Action != PlanAction.Fresh).Select(pair => pair.Key).ToHashSet();
    };
}
