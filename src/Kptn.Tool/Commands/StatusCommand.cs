using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn status</c>.</summary>
internal static class StatusCommand
{
    private const int Few = 5;
    private const int FewInJson = 20;
    private const int Many = 1000;

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("status", "Show how each task stands: last try, items, time, memory and CPU, and whether it is out of date")
        {
            Examples =
            [
                ("kptn status", "every task"),
                ("kptn status state:failed", "those whose last try failed"),
                ("kptn status summary", "one task, with its failed items"),
            ],
        };
        var selection = new SelectionOptions().AddTo(command);
        var items = new ItemOptions(hasItems: false).AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            if (items.Scope(tool, parsed, Engine.Graphs.Selections.Selection.All) is not { } scope) return ExitCodes.BadUsage;
            bench = bench with { Items = scope };
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            var states = await bench.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            var restore = new CheckpointPlanner(context).Plan(states);
            var byState = TaskSelector.ByState(context, states);
            if (TaskSelector.Select(tool, selection.Parse(parsed), graph, bench.Project, byState) is not { } names) return ExitCodes.BadUsage;
            var plan = new Planner(context).Plan(states, context.Tasks.Keys.ToHashSet(), new HashSet<string>());
            context.SaveCaches();
            var json = options.Json(parsed);
            var most = !selection.IsEmpty(parsed) ? Many : json ? FewInJson : Few;
            var holder = bench.Store.HolderOf(context.Key);
            var tasks = names.Select(name => new TaskStatus(plan.Tasks[name], ItemStatus.Of(context, plan.Tasks[name], holder is not null, most)) { Runner = TaskStatus.RunnerOf(plan.Tasks[name].State, holder) }).ToList();
            SharedNotice.Write(tool.Screen, context);
            var view = await bench.Branches.ViewAsync(context.Key, cancellation).ConfigureAwait(false);
            if (json) JsonOutput.Write(tool.Screen, writer => StatusJson.Write(writer, plan, tasks, restore, view));
            else StatusText.Write(tool.Screen, plan, tasks, RunFacts.TrialOf(context), RestoreLines.Of(restore), StateSources.Of(view));
            return ExitCodes.Success;
        });
        return command;
    }
}
