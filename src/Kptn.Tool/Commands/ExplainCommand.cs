using System.CommandLine;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn explain</c>.</summary>
internal static class ExplainCommand
{
    private const int MostItems = 20;

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("explain", "Show why a task runs or not: each thing that it depends on, as recorded and as it is now")
        {
            Examples =
            [
                ("kptn explain report", "what differs for the task report, and where upstream that began"),
                ("kptn explain summary --item US_STATE=NC", "the same for one item of a mapped task"),
                ("kptn explain report --json", "the same for programs"),
            ],
        };
        var task = new Argument<string>("TASK") { Description = "Task to explain" };
        command.Arguments.Add(task);
        var itemOptions = new ItemOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            if (itemOptions.Scope(tool, parsed, Selection.All) is not { } items) return ExitCodes.BadUsage;
            bench = bench with { Items = items };
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            var states = await bench.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            var selection = Selection.Parse([parsed.GetValue(task)!], []);
            if (TaskSelector.Select(tool, selection, graph, bench.Project, TaskSelector.ByState(context, states)) is not { } names) return ExitCodes.BadUsage;
            if (names.Count == 0) tool.Screen.Error($"no task is {parsed.GetValue(task)}");
            var plan = new Planner(context).Plan(states, Scope.Of(graph, names, only: false, force: false).Tasks, new HashSet<string>());
            var exitCode = items.Filter is { } filter ? Items(tool, context, plan, names, states, filter, options.Json(parsed)) : Tasks(tool.Screen, context, plan, names, options.Json(parsed));
            context.SaveCaches();
            return exitCode;
        });
        return command;
    }

    private static int Tasks(Screen screen, GraphContext context, Plan plan, IReadOnlyList<string> names, bool json)
    {
        var explanations = names.Select(name => Explanation.Of(plan, name)).ToList();
        if (json) JsonOutput.Write(screen, writer => ExplanationJson.Write(writer, explanations, task => TaskTables.Of(context, task)));
        else foreach (var explanation in explanations) ExplanationText.Write(screen, explanation, TaskTables.Of(context, explanation.Planned.Task));
        return ExitCodes.Success;
    }

    private static int Items(ToolContext tool, GraphContext context, Plan plan, IReadOnlyList<string> names, IReadOnlyDictionary<string, TaskState> states, ItemFilter filter, bool json)
    {
        var found = new List<(PlannedTask Task, ItemExplanation Item)>();
        var left = 0;
        foreach (var planned in names.Select(name => plan.Tasks[name]).Where(planned => planned.Task.Mapping is { } mapping && filter.Applies(mapping.Names)))
        {
            var provider = planned.Task.Mapping!.Provider is { } name ? states.GetValueOrDefault(name)?.Good : null;
            if (Explain(tool.Screen, new ItemExplainer(context, planned, provider), filter, out var more) is not { } items) return ExitCodes.BadUsage;
            found.AddRange(items.Select(item => (planned, item)));
            left += more;
        }

        if (found.Count == 0 && names.Count > 0)
        {
            if (!ItemCheck.Refuses(tool, context, plan, names, states)) tool.Screen.Refuse($"no such item is recorded, and the list of {string.Join(", ", names)} is not known yet");
            return ExitCodes.BadUsage;
        }

        if (json) JsonOutput.WriteArray(tool.Screen, found, (writer, one) => ItemExplanationJson.Write(writer, one.Task, one.Item));
        else foreach (var (planned, item) in found) ItemExplanationText.Write(tool.Screen, planned, item);
        if (left > 0) tool.Screen.Error($"and {Units.Count(left, "more item")}");
        return ExitCodes.Success;
    }

    private static IReadOnlyList<ItemExplanation>? Explain(Screen screen, ItemExplainer explainer, ItemFilter filter, out int more)
    {
        try
        {
            return explainer.Explain(filter, MostItems, out more);
        }
        catch (ItemListException e)
        {
            screen.Refuse(e.Message);
            more = 0;
            return null;
        }
    }
}
