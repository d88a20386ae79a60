using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>The lines that the ends of tasks become.</summary>
/// <param name="screen">Where they go.</param>
/// <param name="root">The project's folder, to find logs.</param>
/// <param name="items">How far the mapped tasks are.</param>
/// <param name="lines">The lines of items.</param>
/// <param name="counter">How far the run is.</param>
internal sealed class TaskLines(Screen screen, string root, RunItems items, ItemLines lines, RunCounter counter)
{
    private const int Tail = 12;
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>Whether a failure shows the end of the task's log.</summary>
    public bool ShowsLogTail { get; init; } = true;

    /// <summary>A task started.</summary>
    public void Start(TaskStarted task) => _reasons[task.Task] = task.Reason;

    /// <summary>A try of a task ended.</summary>
    public IEnumerable<string> End(TaskEnded ended)
    {
        var map = items.Of(ended.Task);
        var took = Units.Duration(ended.Duration);
        if (ended.Outcome == TaskOutcome.Succeeded || (map is not null && ItemLines.IsAsAsked(map, ended)))
        {
            var reason = _reasons.GetValueOrDefault(ended.Task, "");
            var same = ended.Changed || ended.Outcome != TaskOutcome.Succeeded ? "" : " · same content";
            var what = map is null ? took : ItemLines.Done(map, ended.Duration);
            yield return $"{counter} {screen.Paint("done", Colour.Green)}     {ended.Task}  {what}{same}{(reason.Length > 0 ? screen.Paint($"  ({Visible.Of(reason)})", Colour.Dim) : "")}";
            foreach (var line in map is null ? [] : lines.More(map, ended.Task)) yield return line;
            yield break;
        }

        var retry = ended.WillRetry ? $" · try {ended.Try} failed, trying again" : ended.Try > 1 ? $" · after {ended.Try} tries" : "";
        yield return $"{counter} {Word(ended.Outcome)}  {ended.Task}  {(map is null ? $"{Visible.Of(ended.Error)} · after {took}{retry}" : lines.NotDone(map, ended))}";
        if (map is { Failed: > 0 } or { NotAsked: > 0 } || (map is not null && ended.Outcome == TaskOutcome.Interrupted))
        {
            foreach (var line in lines.More(map!, ended.Task)) yield return line;
        }
        else if (ShowsLogTail)
        {
            foreach (var line in LogTail.Below(screen, root, ended.Log, Tail)) yield return line;
        }
    }

    private string Word(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Interrupted => screen.Paint("stopped", Colour.Yellow),
        TaskOutcome.Incomplete => screen.Paint("INCOMPLETE", Colour.Red),
        _ => screen.Paint("FAILED", Colour.Red) + " ",
    };
}
