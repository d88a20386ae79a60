using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("explain", "Show why a task runs or not: each thing it depends on, as recorded and as it is now");
        var task = new Argument<string>("TASK") { Description = "The task" };
        command.Arguments.Add(task);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            var selection = Engine.Graphs.Selections.Selection.Parse([parsed.GetValue(task)!], []);
            if (TaskSelector.Select(tool, selection, graph, bench.Project, _ => new HashSet<string>()) is not { Count: > 0 } names) return ExitCodes.BadUsage;
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            var states = await bench.Store.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            var plan = new Planner(context).Plan(states, Scope.Of(graph, names, only: false, force: false).Tasks, new HashSet<string>());
            context.SaveCaches();
            var explanations = names.Select(name => Explanation.Of(plan, name)).ToList();
            if (options.Json(parsed)) JsonOutput.Write(tool.Screen, writer => ExplanationJson.Write(writer, explanations));
            else foreach (var explanation in explanations) ExplanationText.Write(tool.Screen, explanation);
            return ExitCodes.Success;
        });
        return command;
    }
}
