using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Finds out before a run whether what tasks need from tasks outside the run is there.</summary>
public static class MissingInputs
{
    /// <summary>One finding for each dependency outside a plan whose outputs or result a task that may run needs and that are not there.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="context">The graph.</param>
    /// <param name="states">State of every task.</param>
    public static IReadOnlyList<Finding> Of(Plan plan, GraphContext context, IReadOnlyDictionary<string, TaskState> states)
    {
        var findings = new List<Finding>();
        foreach (var planned in plan.Tasks.Values)
        {
            if (planned.Decision.Action == PlanAction.Fresh) continue;
            foreach (var name in planned.Task.Task.Dependencies)
            {
                if (plan.Tasks.ContainsKey(name) || Missing(context.Tasks[name], planned.Task, context, states) is not { } missing) continue;
                findings.Add(new Finding(
                    "missing-input",
                    planned.Task.Task.Definition.Place,
                    $"task '{planned.Task.Name}' needs {missing} of '{name}', which is not there and not part of this run",
                    "",
                    $"run '{name}' first, or leave out --only"));
            }
        }

        return findings;
    }

    private static string? Missing(PreparedTask dependency, PreparedTask task, GraphContext context, IReadOnlyDictionary<string, TaskState> states)
    {
        foreach (var output in dependency.Outputs)
        {
            if (context.Outputs.Read(output) is null) return $"'{output}'";
        }

        if (!task.VisibleDependencies.Contains(dependency.Name)) return null;
        var good = states.GetValueOrDefault(dependency.Name)?.Good;
        return good is { HasResult: true } && context.Code.Files.Hash(context.Results.PathOf(good.ResultHash))?.Hash == good.ResultHash ? null : "the result";
    }
}
