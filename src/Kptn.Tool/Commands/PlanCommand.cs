using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn plan</c>.</summary>
internal static class PlanCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("plan", "Show what would run, and why; run nothing")
        {
            Examples =
            [
                ("kptn plan", "every task, with the reason"),
                ("kptn plan +report", "report and what it depends on"),
                ("kptn plan summary --item US_STATE=NC", "one item of a mapped task"),
                ("kptn plan --exit-code", "exit with 3 where there is work to do"),
                ("kptn plan --save plan.json", "keep it for kptn run --plan plan.json"),
            ],
        };
        var scope = new PlanOptions().AddTo(command);
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit with 3 where there is work to do (default: 0)" };
        var save = new Option<string?>("--save") { Description = "Write the plan to a file for kptn run --plan", HelpName = "FILE" };
        command.Options.Add(exitCode);
        command.Options.Add(save);
        var options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(save) is not null && scope.HasItems(result)) result.AddError("--save keeps whole tasks; it does not go with --item, item: and --subset");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph || scope.Items(tool, parsed) is not { } items) return ExitCodes.BadUsage;
            bench = bench with { Items = items };
            var reading = Task.Run(() => bench.ReadAsync(bench.KeyOf(graph), cancellation), cancellation);
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            context = scope.Restoring(parsed, context);
            var states = await reading.ConfigureAwait(false);
            var restore = new CheckpointPlanner(context).Plan(states);
            (context, states) = (restore.ContextAfter(context), restore.StatesAfter(states));
            if (scope.Scope(tool, parsed, context, states) is not { } chosen) return ExitCodes.BadUsage;
            var plan = new Planner(context).Plan(states, chosen.Tasks, chosen.Forced);
            context.SaveCaches();
            SharedNotice.Write(tool.Screen, context);
            if (ItemCheck.Refuses(tool, context, plan, chosen.Chosen, states)) return ExitCodes.BadUsage;
            if (parsed.GetValue(save) is { } file) (SavedPlan.Of(plan, chosen.Forced) with { Restores = context.Restores }).Write(Path.GetFullPath(file, tool.Folder));
            if (options.Json(parsed)) JsonOutput.Write(tool.Screen, writer => PlanJson.Write(writer, plan, restore));
            else PlanText.Write(tool.Screen, plan, RunFacts.TrialOf(context), RestoreLines.Of(restore));
            return parsed.GetValue(exitCode) && (!plan.IsUpToDate || restore.IsDue) ? ExitCodes.WorkToDo : ExitCodes.Success;
        });
        return command;
    }
}
