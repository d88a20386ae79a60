using Kptn.Engine.Runs;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>The lines that a run's events become.</summary>
internal sealed class RunLines
{
    private readonly Screen _screen;
    private readonly RunFacts _facts;
    private readonly RunCounter _counter;
    private readonly TaskLines _tasks;
    private readonly ItemLines _lines;

    /// <param name="screen">Where they go.</param>
    /// <param name="facts">The run.</param>
    /// <param name="form">How much they say.</param>
    public RunLines(Screen screen, RunFacts facts, LineForm form)
    {
        (_screen, _facts, _counter) = (screen, facts, new RunCounter(screen));
        _lines = new ItemLines(screen, facts, Items, _counter)
        {
            ShowsLogTail = form.HasFlag(LineForm.LogTail),
            ShowsProgress = form.HasFlag(LineForm.Progress),
            MostFailures = form.HasFlag(LineForm.EveryFailure) ? int.MaxValue : 5,
        };
        _tasks = new TaskLines(screen, facts.Root, Items, _lines, _counter) { ShowsLogTail = form.HasFlag(LineForm.LogTail) };
    }

    /// <summary>How far the mapped tasks are.</summary>
    public RunItems Items { get; } = new();

    /// <summary>Lines of an event; none for what only progress shows.</summary>
    public IEnumerable<string> Of(RunEvent runEvent)
    {
        Items.Add(runEvent);
        switch (runEvent)
        {
            case ItemEnded ended:
                return _lines.Ended(ended);
            case ItemsPlanned planned:
                return _lines.Planned(planned);
            case RunStarted started:
                _counter.Total = started.Tasks;
                return _facts.Trial.Length > 0 ? [Header(started), _screen.Paint(_facts.Trial, Colour.Yellow)] : [Header(started)];
            case TaskStarted task:
                _tasks.Start(task);
                return [];
            case TaskSettled settled:
                _counter.Done++;
                return settled.How switch
                {
                    Settlement.Blocked => [$"{_counter} {_screen.Paint("blocked", Colour.Yellow)}  {settled.Task}  (by {settled.Cause})"],
                    Settlement.Restored => [$"{_counter} {_screen.Paint("restored", Colour.Green)} {settled.Task}  (from {settled.Cause})"],
                    _ => [],
                };
            case TaskEnded ended:
                if (!ended.WillRetry) _counter.Done++;
                return _tasks.End(ended);
            case RunNotice notice:
                return _lines.IsOneTooMany(notice) ? [] : [$"{_screen.Paint("notice", Colour.Yellow)}: {(notice.Task.Length > 0 ? notice.Task + ": " : "")}{Visible.Of(notice.Message)}"];
            case RunEnded ended:
                return [Summary(ended.Summary)];
            default:
                return [];
        }
    }

    /// <summary>How a task that still runs stands.</summary>
    public string Running(string task, DateTimeOffset since, DateTimeOffset now) =>
        Items.Of(task) is { } map ? _lines.Progress(task, map, now) : $"        running  {task}  for {Units.Duration(now - since)}";

    private string Summary(RunSummary summary)
    {
        List<string> parts =
        [
            _screen.Paint($"{summary.Ran} ran{Count(Items.Succeeded)}", summary.Ran > 0 ? Colour.Green : Colour.Dim),
            .. summary.Restored > 0 ? [_screen.Paint($"{summary.Restored} restored", Colour.Green)] : (string[])[],
            $"{summary.Fresh} fresh",
            _screen.Paint($"{summary.Failed.Count} failed{Count(Items.Failed)}", summary.Failed.Count > 0 ? Colour.Red : Colour.Dim),
            _screen.Paint($"{summary.Blocked} blocked", summary.Blocked > 0 ? Colour.Yellow : Colour.Dim),
        ];
        if (summary.Interrupted > 0) parts.Add(_screen.Paint($"{summary.Interrupted} interrupted", Colour.Yellow));
        if (summary.NotStarted > 0) parts.Add($"{summary.NotStarted} not started");
        var saved = summary.Saved > TimeSpan.Zero ? $" · {(summary.Restored > 0 ? "fresh and restored" : "fresh")} tasks saved {Units.Duration(summary.Saved)}" : "";
        return $"{string.Join(", ", parts)} in {Units.Duration(summary.Elapsed)}{saved}";
    }

    private static string Count(int items) => items > 0 ? $" ({Units.Count(items, "item")})" : "";

    private string Header(RunStarted started)
    {
        var may = started.MayRun > 0 ? $", {started.MayRun} may run" : "";
        if (started.ToRestore > 0) may += $", {started.ToRestore} to restore";
        var fresh = started.Tasks - started.ToRun - started.MayRun - started.ToRestore;
        return $"{_screen.Paint(started.Graph, Colour.Bold)} · {started.ToRun} to run{may}, {fresh} up to date · {Units.Count(started.Jobs, "job")} · run {started.RunId}";
    }
}
