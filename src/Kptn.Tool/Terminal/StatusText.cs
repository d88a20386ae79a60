using System.Globalization;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>How tasks stand, as a person reads it.</summary>
internal static class StatusText
{
    public static void Write(Screen screen, Plan plan, IReadOnlyList<TaskStatus> tasks, string trial, IReadOnlyList<string> restore, string sources)
    {
        if (trial.Length > 0) screen.Line(screen.Paint(trial, Colour.Yellow));
        screen.Line($"{screen.Paint(plan.Graph, Colour.Bold)} · storage key {plan.Key.StorageKey} · {tasks.Count(task => task.Planned.Decision.Action == PlanAction.Fresh)} of {Units.Count(tasks.Count, "task")} up to date{(sources.Length > 0 ? $" · state of {sources}" : "")}");
        foreach (var line in restore) screen.Line(screen.Paint(line, Colour.Yellow));
        var hasItems = tasks.Any(task => task.Items is not null);
        var grid = new Grid();
        string[] titles = ["task", "last try", "items", "ended", "took", "peak", "cpu", "now"];
        grid.Add([.. titles.Where(title => hasItems || title != "items").Select(title => (title, (Colour?)Colour.Dim))]);
        foreach (var task in tasks) grid.Add([.. Cells(task, hasItems)]);
        grid.Write(screen);
        foreach (var task in tasks) WriteFailures(screen, task);
        foreach (var line in RightSizing.Lines(plan)) screen.Line(screen.Paint(line, Colour.Dim));
    }

    private static IEnumerable<(string, Colour?)> Cells(TaskStatus status, bool hasItems)
    {
        var (task, state, decision) = status.Planned;
        var runner = status.Runner;
        yield return (task.Name, Colour.Cyan);
        yield return Outcome(state);
        if (hasItems) yield return status.Items is { } items ? (ItemStatusText.Of(items), items.Failed > 0 ? Colour.Red : null) : ("-", null);
        yield return (state?.Last is { Outcome: not TaskOutcome.Started } last ? Units.Time(last.EndedAt) : "-", null);
        yield return (state?.Good is { } good ? Units.Duration(good.Duration) : "-", null);
        yield return (Units.Bytes(state?.Good?.PeakMemory ?? 0) + Declared(task.Task.Definition.Memory, " MiB"), null);
        yield return (state?.Good is { } run ? Cores(RightSizing.Cpu(run)) + Declared(task.Task.Definition.Cpu is { } cpu ? cpu / 1024.0 : null, "") : "-", null);
        if (runner is not null) yield return (Running(runner, state!), Colour.Yellow);
        else yield return decision.Action == PlanAction.Fresh ? ("up to date", Colour.Green) : (decision.Action is PlanAction.Run or PlanAction.Restore ? PlanText.Why(decision) : "may run: " + PlanText.Why(decision), Colour.Yellow);
    }

    private static void WriteFailures(Screen screen, TaskStatus status)
    {
        var task = status.Planned.Task;
        var hasFailed = status.Items is { Failed: > 0 };
        if (status.Planned.State?.Last is { Error.Length: > 0 } last) screen.Line($"{screen.Paint(task.Name, Colour.Red)}: {LogTail.Clean(last.Error)}{(hasFailed ? "" : $" (kptn logs {task.Name})")}");
        if (!hasFailed) return;
        foreach (var line in ItemStatusText.Failed(screen, task.Name, task.Mapping!.Names, status.Items!)) screen.Line(line);
    }

    private static (string, Colour?) Outcome(TaskState? state) => state?.Last?.Outcome switch
    {
        null => ("never ran", Colour.Dim),
        TaskOutcome.Succeeded => ("succeeded", Colour.Green),
        TaskOutcome.Failed => ("failed", Colour.Red),
        { } other => (OutcomeNames.Of(other), Colour.Yellow),
    };

    private static string Running(LeaseHolder runner, TaskState state) =>
        $"running since {Units.Time(state.Last!.StartedAt)} (process {runner.ProcessId}{(runner.Host == Environment.MachineName ? "" : $" on {runner.Host}")})";

    private static string Declared(object? value, string unit) => value is null ? "" : string.Create(CultureInfo.InvariantCulture, $" / {value}{unit}");

    private static string Cores(int units) => (units / 1024.0).ToString("0.00", CultureInfo.InvariantCulture);
}
