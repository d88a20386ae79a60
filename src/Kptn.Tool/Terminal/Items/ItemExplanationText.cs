using Kptn.Engine.Planning;

namespace Kptn.Tool.Terminal.Items;

/// <summary>Why an item runs or not, as a person reads it.</summary>
internal static class ItemExplanationText
{
    public static void Write(Screen screen, PlannedTask planned, ItemExplanation item)
    {
        var task = planned.Task.Name;
        screen.Line($"{screen.Paint(ItemText.At(task, item.Key), Colour.Bold)} {Verdict(screen, planned, item)}");
        if (item.State?.Good is { } good) screen.Line(screen.Paint($"last success {Units.Time(good.StartedAt)} in run {item.GoodRun}, {Units.Duration(good.Duration)}", Colour.Dim));
        if (item.State?.Last is { Error.Length: > 0 } last)
        {
            var tries = last.Tries > 1 ? $" · {last.Tries} tries" : "";
            var code = last.ExitCode is { } exit && !last.Error.Contains("exit code", StringComparison.Ordinal) ? $" · exit code {exit}" : "";
            screen.Line(screen.Paint($"last try {Units.Time(last.StartedAt)} in run {item.LastRun}: {LogTail.Clean(last.Error)}{code}{tries}", Colour.Dim));
            screen.Line(screen.Paint($"its log: kptn logs {task} {ItemText.Option(planned.Task.Mapping!.Names, item.Key)}", Colour.Dim));
        }

        foreach (var (output, condition) in item.Outputs) screen.Line($"output {output.Path}  {Units.Bytes(output.Size)}  {ConditionNames.Of(condition)}");
        screen.Line();
        ExplanationText.WriteComponents(screen, item.Components, item.Changes);
    }

    /// <summary>The first items of a task that would run, with their reasons.</summary>
    public static void WriteFirst(Screen screen, PlannedTask planned)
    {
        var decision = planned.Decision;
        if (ItemCountsText.Of(decision) is { Length: > 0 } counts) screen.Line($"items: {counts}");
        if (decision.Items is not { First.Count: > 0 } items) return;
        var grid = new Grid();
        foreach (var (key, reason) in items.First) grid.Add((ItemText.At(planned.Task.Name, key), Colour.Cyan), (reason.ToString(), null));
        grid.Write(screen, "  ");
        if (items.ToRun > items.First.Count) screen.Line($"  and {Units.Count(items.ToRun - items.First.Count, "more item")}");
        screen.Line();
    }

    private static string Verdict(Screen screen, PlannedTask planned, ItemExplanation item)
    {
        var waits = planned.Decision.WaitsFor;
        if (item.IsListed == false) return screen.Paint("has left the list", Colour.Yellow) + $"; the next run of {planned.Task.Name} drops its record";
        if (item.IsListed is null) return screen.Paint("may run", Colour.Yellow) + $", if it is in the list that {planned.Task.Mapping!.Provider} makes{(item.Reason is null ? "" : $": {item.Reason}")}";
        if (item.Reason is { } reason) return screen.Paint("runs", Colour.Yellow) + $": {reason}";
        return waits.Count > 0 ? screen.Paint("may run", Colour.Yellow) + ": " + PlanText.Waits(waits) : screen.Paint("is up to date", Colour.Green);
    }
}
