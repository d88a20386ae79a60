using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal;

/// <summary>The lines that a run's events become.</summary>
/// <param name="screen">Where they go.</param>
/// <param name="root">The project's folder, to find logs.</param>
internal sealed class RunLines(Screen screen, string root)
{
    private const int Tail = 12;
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private int _total;
    private int _done;

    /// <summary>Whether a failure shows the end of the task's log.</summary>
    public bool ShowsLogTail { get; init; } = true;

    /// <summary>Lines of an event; none for what only progress shows.</summary>
    public IEnumerable<string> Of(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                _total = started.Tasks;
                yield return Header(started);
                break;
            case TaskStarted task:
                _reasons[task.Task] = task.Reason;
                break;
            case TaskSettled settled:
                _done++;
                if (settled.How == Settlement.Blocked) yield return $"{Counter()} {screen.Paint("blocked", Colour.Yellow)}  {settled.Task}  (by {settled.Cause})";
                break;
            case TaskEnded ended:
                if (!ended.WillRetry) _done++;
                foreach (var line in End(ended)) yield return line;
                break;
            case RunNotice notice:
                yield return $"{screen.Paint("notice", Colour.Yellow)}: {(notice.Task.Length > 0 ? notice.Task + ": " : "")}{Visible.Of(notice.Message)}";
                break;
            case RunEnded ended:
                yield return Summary(ended.Summary);
                break;
        }
    }

    /// <summary>The last line of a run.</summary>
    public string Summary(RunSummary summary)
    {
        var parts = new List<string>
        {
            screen.Paint($"{summary.Ran} ran", summary.Ran > 0 ? Colour.Green : Colour.Dim),
            $"{summary.Fresh} fresh",
            screen.Paint($"{summary.Failed.Count} failed", summary.Failed.Count > 0 ? Colour.Red : Colour.Dim),
            screen.Paint($"{summary.Blocked} blocked", summary.Blocked > 0 ? Colour.Yellow : Colour.Dim),
        };
        if (summary.Interrupted > 0) parts.Add(screen.Paint($"{summary.Interrupted} interrupted", Colour.Yellow));
        if (summary.NotStarted > 0) parts.Add($"{summary.NotStarted} not started");
        var saved = summary.Saved > TimeSpan.Zero ? $" · fresh tasks saved {Units.Duration(summary.Saved)}" : "";
        return $"{string.Join(", ", parts)} in {Units.Duration(summary.Elapsed)}{saved}";
    }

    private string Header(RunStarted started)
    {
        var may = started.MayRun > 0 ? $", {started.MayRun} may run" : "";
        var fresh = started.Tasks - started.ToRun - started.MayRun;
        return $"{screen.Paint(started.Graph, Colour.Bold)} · {started.ToRun} to run{may}, {fresh} up to date · {Units.Count(started.Jobs, "job")} · run {started.RunId}";
    }

    private IEnumerable<string> End(TaskEnded ended)
    {
        var took = Units.Duration(ended.Duration);
        if (ended.Outcome == TaskOutcome.Succeeded)
        {
            var reason = _reasons.GetValueOrDefault(ended.Task, "");
            var same = ended.Changed ? "" : " · same content";
            yield return $"{Counter()} {screen.Paint("done", Colour.Green)}     {ended.Task}  {took}{same}{(reason.Length > 0 ? screen.Paint($"  ({Visible.Of(reason)})", Colour.Dim) : "")}";
            yield break;
        }

        var word = ended.Outcome == TaskOutcome.Interrupted ? screen.Paint("stopped", Colour.Yellow) : screen.Paint("FAILED", Colour.Red) + " ";
        var retry = ended.WillRetry ? $" · try {ended.Try} failed, trying again" : ended.Try > 1 ? $" · after {ended.Try} tries" : "";
        yield return $"{Counter()} {word}  {ended.Task}  {Visible.Of(ended.Error)} · after {took}{retry}";
        if (!ShowsLogTail) yield break;
        var tail = LogTail.Read(Path.Combine(root, ended.Log), Tail);
        foreach (var line in tail) yield return $"      {screen.Paint("│", Colour.Dim)} {line}";
        yield return $"      {screen.Paint("└", Colour.Dim)} {(tail.Count > 0 ? ended.Log : "it wrote nothing")}";
    }

    private string Counter()
    {
        var total = _total.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return screen.Paint($"[{_done.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(total.Length)}/{total}]", Colour.Dim);
    }
}
