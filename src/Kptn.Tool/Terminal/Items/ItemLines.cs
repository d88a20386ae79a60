using System.Globalization;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal.Items;

/// <summary>The lines that the items of mapped tasks become: the first failures, and now and then how far they are; never one for each.</summary>
/// <param name="screen">Where they go.</param>
/// <param name="facts">The run.</param>
/// <param name="items">How far the mapped tasks are.</param>
/// <param name="counter">How far the run is.</param>
internal sealed class ItemLines(Screen screen, RunFacts facts, RunItems items, RunCounter counter)
{
    private const int Tail = 6;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (DateTimeOffset At, int Tenth)> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _notices = new(StringComparer.Ordinal);

    /// <summary>How many failed items of a task have a line of their own.</summary>
    public int MostFailures { get; init; } = 5;

    /// <summary>Whether a failure shows the end of the item's log.</summary>
    public bool ShowsLogTail { get; init; } = true;

    /// <summary>Whether lines say how far the items are; a bar does that better.</summary>
    public bool ShowsProgress { get; init; } = true;

    /// <summary>The list of a task is known.</summary>
    public IEnumerable<string> Planned(ItemsPlanned planned)
    {
        _shown[planned.Task] = (planned.At, 0);
        if (planned is { Selected: 0, Items: > 0 }) yield return $"{screen.Paint("notice", Colour.Yellow)}: {planned.Task}: none of the items that were asked for is in its list";
        if (!ShowsProgress && planned.Dropped == 0) yield break;
        var map = items.Of(planned.Task)!;
        var parts = new List<string> { Units.Count(planned.Items, "item") };
        if (planned.Restored > 0) parts.Add($"{Number(planned.Restored)} restored");
        if (planned.Done > planned.Restored) parts.Add($"{Number(planned.Done - planned.Restored)} done before");
        if (map.NotAsked > 0) parts.Add($"{Number(map.NotAsked)} not asked for");
        if (planned.Dropped > 0) parts.Add($"{Number(planned.Dropped)} dropped (kptn outputs --orphans lists what they left)");
        yield return $"{counter} items    {planned.Task}  {string.Join(", ", parts)}";
    }

    /// <summary>A try of an item ended.</summary>
    public IEnumerable<string> Ended(ItemEnded ended)
    {
        if (items.Of(ended.Task) is not { } map) yield break;
        if (ended is { Outcome: TaskOutcome.Failed, WillRetry: false } && map.Failed <= MostFailures)
        {
            var tries = ended.Try > 1 ? $" · after {ended.Try} tries" : "";
            yield return $"{counter} {screen.Paint("FAILED", Colour.Red)}   {ItemText.At(ended.Task, ended.Item)}  {LogTail.Clean(ended.Error)} · after {Units.Duration(ended.Duration)}{tries}";
            foreach (var line in ShowsLogTail ? LogTail.Below(screen, facts.Root, ended.Log, Tail) : []) yield return line;
        }

        if (ShowsProgress && IsTime(ended, map)) yield return Progress(ended.Task, map, ended.At);
    }

    /// <summary>How far a task's items are.</summary>
    public string Progress(string task, MapProgress map, DateTimeOffset now) => $"{counter} items    {task}  {map.Text(now)}";

    /// <summary>Whether a notice is one too many: each of a million items may give one.</summary>
    public bool IsOneTooMany(RunNotice notice)
    {
        var at = notice.Task.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return false;
        var task = notice.Task[..at];
        return (_notices[task] = _notices.GetValueOrDefault(task) + 1) > MostFailures;
    }

    /// <summary>What a mapped task that succeeded did.</summary>
    public static string Done(MapProgress map, TimeSpan took)
    {
        if (map.Planned.ToRun == 0) return $"no item to run · {Number(map.Planned.Done)} of {Units.Count(map.Planned.Items, "item")} done before";
        var of = map.Succeeded == map.Planned.Items ? "" : $"{Number(map.Succeeded)} of ";
        var rate = took > TimeSpan.Zero ? $" ({ItemRate.Text(map.Succeeded / took.TotalSeconds)})" : "";
        var left = map.NotAsked > 0 ? $" · {Number(map.NotAsked)} not asked for" : "";
        return $"{of}{Units.Count(map.Planned.Items, "item")} in {Units.Duration(took)}{rate}{left}{Retries(map)}";
    }

    /// <summary>Whether all that was asked for is done, though the list has more that is not.</summary>
    public static bool IsAsAsked(MapProgress map, TaskEnded ended) =>
        ended.Outcome == TaskOutcome.Incomplete && map is { Failed: 0, NotAsked: > 0 } && map.Succeeded == map.Planned.ToRun;

    /// <summary>What is to be said of a mapped task that did not succeed.</summary>
    public string NotDone(MapProgress map, TaskEnded ended)
    {
        var parts = new List<string> { $"{Number(map.Done)} of {Units.Count(map.Planned.Items, "item")} done" };
        if (map.NotAsked > 0) parts.Add($"{Number(map.NotAsked)} not asked for");
        if (map.First is var (key, error) && ended.Error.EndsWith(error, StringComparison.Ordinal)) parts.Add($"first {ItemText.Named(facts.NamesOf(ended.Task), key)}: {LogTail.Clean(error)}");
        else if (map.NotAsked == 0 && ended.Outcome != TaskOutcome.Interrupted) parts.Add(Visible.Of(ended.Error));
        parts.Add($"after {Units.Duration(ended.Duration)}");
        return string.Join(" · ", parts) + Retries(map);
    }

    /// <summary>What follows the line of a mapped task that did not succeed.</summary>
    public IEnumerable<string> More(MapProgress map, string task)
    {
        if (map.Failed > MostFailures) yield return $"      and {Number(map.Failed - MostFailures)} more; kptn status {task} lists them";
        if (_notices.GetValueOrDefault(task) is var notices && notices > MostFailures) yield return $"      and {Number(notices - MostFailures)} more notices on items";
    }

    private static string Retries(MapProgress map) => map.Retried == 0 ? "" : $" · {Units.Count(map.Retried, "retry", "retries")}";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private bool IsTime(ItemEnded ended, MapProgress map)
    {
        if (!_shown.TryGetValue(ended.Task, out var last) || ended.At - last.At < Quiet) return false;
        var tenth = (int)(map.Part() * 10);
        if (tenth == last.Tenth || tenth >= 10) return false;
        _shown[ended.Task] = (ended.At, tenth);
        return true;
    }
}
