using Kptn.Engine.Execution;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Finds out before a run whether the interpreters that it needs are there.</summary>
public static class MissingInterpreters
{
    /// <summary>One finding for each interpreter that tasks which may run need and that is not on this machine.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="context">The graph.</param>
    public static IReadOnlyList<Finding> Of(Plan plan, GraphContext context)
    {
        var findings = new List<Finding>();
        var needed = plan.Tasks.Values.Where(task => task.Decision.Action is PlanAction.Run or PlanAction.MayRun).GroupBy(task => task.Task.Task.Definition.Language);
        foreach (var group in needed)
        {
            if (Program(group.Key, context) is not { } program) continue;
            var first = group.First().Task.Task.Definition;
            var others = group.Count() - 1;
            findings.Add(new Finding(
                "missing-interpreter",
                first.FilePlace,
                $"'{program}' was not found{Asked(program, context)}, which task '{first.Name}'{(others > 0 ? $" and {others} more need" : " needs")}",
                "",
                InstallHints.Of(program)));
        }

        return findings;
    }

    private static string Asked(string program, GraphContext context)
    {
        var asked = program switch
        {
            "python3" => context.Code.Interpreters.AskedPython,
            "Rscript" => context.Code.Interpreters.AskedRscript,
            _ => "",
        };
        return asked.Length > 0 ? $" ({asked})" : "";
    }

    private static string? Program(TaskLanguage language, GraphContext context) => language switch
    {
        TaskLanguage.Python when context.Code.Interpreters.Python is null => "python3",
        TaskLanguage.R when context.Code.Interpreters.Rscript is null => "Rscript",
        TaskLanguage.CSharp when InterpreterFinder.OnPath("dotnet") is null => "dotnet",
        _ => null,
    };
}
