using System.CommandLine;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn status</c>.</summary>
internal static class StatusCommand
{
    private static readonly string[] Titles = ["task", "last try", "ended", "took", "peak", "cpu", "now"];

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("status", "Show how each task stands: last try, time, memory and CPU, and whether it is out of date")
        {
            Examples =
            [
                ("kptn status", "every task"),
                ("kptn status state:failed", "those whose last try failed"),
            ],
        };
        var selection = new SelectionOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            if (await opener.PrepareAsync(bench, graph, cancellation).ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
            var states = await bench.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            var byState = TaskSelector.ByState(context, states);
            if (TaskSelector.Select(tool, selection.Parse(parsed), graph, bench.Project, byState) is not { } names) return ExitCodes.BadUsage;
            var plan = new Planner(context).Plan(states, context.Tasks.Keys.ToHashSet(), new HashSet<string>());
            context.SaveCaches();
            IReadOnlyList<PlannedTask> tasks = [.. names.Select(name => plan.Tasks[name])];
            if (options.Json(parsed)) WriteJson(tool.Screen, plan, tasks);
            else Write(tool.Screen, plan, tasks);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(Screen screen, Plan plan, IReadOnlyList<PlannedTask> tasks)
    {
        screen.Line($"{screen.Paint(plan.Graph, Colour.Bold)} · storage key {plan.Key.StorageKey} · {tasks.Count(task => task.Decision.Action == PlanAction.Fresh)} of {Units.Count(tasks.Count, "task")} up to date");
        var grid = new Grid();
        grid.Add([.. Titles.Select(title => (title, (Colour?)Colour.Dim))]);
        foreach (var (task, state, decision) in tasks)
        {
            grid.Add(
                (task.Name, Colour.Cyan),
                Outcome(state),
                (state?.Last is { Outcome: not TaskOutcome.Started } last ? Units.Time(last.EndedAt) : "-", null),
                (state?.Good is { } good ? Units.Duration(good.Duration) : "-", null),
                (Units.Bytes(state?.Good?.PeakMemory ?? 0) + Declared(task.Task.Definition.Memory, " MiB"), null),
                (state?.Good is { } run ? Cores(RightSizing.Cpu(run)) + Declared(task.Task.Definition.Cpu is { } cpu ? cpu / 1024.0 : null, "") : "-", null),
                decision.Action == PlanAction.Fresh ? ("up to date", Colour.Green) : (decision.Action == PlanAction.Run ? decision.Reason!.ToString() : "may run: " + PlanText.Why(decision), Colour.Yellow));
        }

        grid.Write(screen);
        foreach (var task in tasks)
        {
            if (task.State?.Last is { Error.Length: > 0 } last) screen.Line($"{screen.Paint(task.Task.Name, Colour.Red)}: {last.Error} (kptn logs {task.Task.Name})");
        }

        foreach (var line in RightSizing.Lines(plan)) screen.Line(screen.Paint(line, Colour.Dim));
    }

    private static (string, Colour?) Outcome(TaskState? state) => state?.Last?.Outcome switch
    {
        null => ("never ran", Colour.Dim),
        TaskOutcome.Succeeded => ("succeeded", Colour.Green),
        TaskOutcome.Failed => ("failed", Colour.Red),
        { } other => (OutcomeNames.Of(other), Colour.Yellow),
    };

    private static string Declared(object? value, string unit) => value is null ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $" / {value}{unit}");

    private static string Cores(int units) => (units / 1024.0).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static void WriteJson(Screen screen, Plan plan, IReadOnlyList<PlannedTask> tasks) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("graph", plan.Graph);
        writer.WriteString("storage_key", plan.Key.StorageKey);
        writer.WriteString("namespace", plan.Key.Namespace);
        writer.WriteStartArray("tasks");
        foreach (var (task, state, decision) in tasks)
        {
            writer.WriteStartObject();
            writer.WriteString("task", task.Name);
            writer.WriteString("action", PlanJson.Action(decision.Action));
            if (decision.Reason is { } reason) PlanJson.Write(writer, reason);
            StateJson.WriteProperties(writer, state);
            if (task.Task.Definition.Cpu is { } cpu) writer.WriteNumber("declared_cpu_units", cpu);
            if (task.Task.Definition.Memory is { } memory) writer.WriteNumber("declared_memory_mib", memory);
            if (state?.Good is { } good)
            {
                writer.WriteNumber("cpu_units", RightSizing.Cpu(good));
                if (RightSizing.Advice(task.Task.Definition, good) is { } advice) writer.WriteString("right_sizing", advice);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
