using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("explain", "Show why a task runs or not: each thing that it depends on, as recorded and as it is now")
        {
            Examples =
            [
                ("kptn explain report", "what differs for the task report, and where upstream that began"),
                ("kptn explain report --json", "the same for programs"),
            ],
        };
        var task = new Argument<string>("TASK") { Description = "Task to explain" };
        command.Arguments.Add(task);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            var states = await bench.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            var selection = Engine.Graphs.Selections.Selection.Parse([parsed.GetValue(task)!], []);
            if (TaskSelector.Select(tool, selection, graph, bench.Project, TaskSelector.ByState(context, states)) is not { } names) return ExitCodes.BadUsage;
            if (names.Count == 0) tool.Screen.Error($"no task is {parsed.GetValue(task)}");
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
