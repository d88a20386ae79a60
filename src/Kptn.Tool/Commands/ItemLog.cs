using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.Runs;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Commands;

/// <summary>Prints the log of one item of a mapped task.</summary>
internal static class ItemLog
{
    private const int Shown = 10;

    public static int Print(ToolContext tool, Workbench bench, LogRequest request)
    {
        var (name, names, filter) = (request.Task, request.Names, request.Items!);
        if (!filter.Applies(names))
        {
            var near = NearestName.Of(name, bench.Project.Tasks.Keys);
            tool.Screen.Refuse(
                !bench.Project.Tasks.ContainsKey(name) ? $"there is no task '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}"
                : names.Count == 0 ? $"task '{name}' is not mapped, so it has no items"
                : $"task '{name}' maps over {string.Join(",", names)}, not over {string.Join(",", filter.Selectors.Select(selector => selector.Key).Distinct(StringComparer.Ordinal))}");
            return ExitCodes.BadUsage;
        }

        var keys = filter.Keys(names) ?? Recorded(bench, request);
        foreach (var run in request.Runs)
        {
            var logs = new ItemLogs(request.Folders.Of(run), name);
            var tries = logs.Tries(names, filter, keys);
            if (tries.Count == 0) continue;
            var key = filter.Literal(names) is { } literal && tries.ContainsKey(literal) ? literal : tries.Count == 1 ? tries.Keys.First() : null;
            return key is null ? Refuse(tool.Screen, request, run, tries) : Print(tool.Screen, request, run, logs, key, tries[key]);
        }

        tool.Screen.Refuse($"no item {string.Join(", ", filter.Selectors.Select(selector => $"{selector.Key}={selector.Value}"))} of '{name}' ran in the {Units.Count(request.Runs.Count, "run")} that {(request.Runs.Count == 1 ? "is" : "are")} kept");
        return ExitCodes.BadUsage;
    }

    private static int Print(Screen screen, LogRequest request, string run, ItemLogs logs, string key, int last)
    {
        var number = request.Try ?? last;
        var item = ItemText.At(request.Task, key);
        if (number > last)
        {
            screen.Refuse($"'{item}' had {Units.Count(last, "try", "tries")} in run {run}, not {number}");
            return ExitCodes.BadUsage;
        }

        if (logs.Of(key, number) is { } log) LogPrinter.Print(screen, log, request.PathOnly);
        else screen.Error($"'{item}' wrote nothing in {(last == 1 ? "" : $"try {number} of ")}run {run}");
        return ExitCodes.Success;
    }

    private static int Refuse(Screen screen, LogRequest request, string run, IReadOnlyDictionary<string, int> tries)
    {
        screen.Refuse($"{Units.Count(tries.Count, "item")} of '{request.Task}' in run {run} are meant; choose one:");
        foreach (var key in tries.Keys.Take(Shown)) screen.Error($"  kptn logs {request.Task} {ItemText.Option(request.Names, key)}");
        if (tries.Count > Shown) screen.Error($"  and {tries.Count - Shown} more");
        return ExitCodes.BadUsage;
    }

    // The run log has no keys of many kilobytes; those that a glob means are found among what is recorded.
    private static List<string> Recorded(Workbench bench, LogRequest request)
    {
        var keys = new List<string>();
        foreach (var key in bench.Graphs.Values.Where(graph => graph.Tasks.ContainsKey(request.Task)).Select(bench.KeyOf).Distinct())
        {
            using var table = bench.Store.ReadItems(key, request.Task);
            if (table is not null) keys.AddRange(RecordedItems.Find(table, request.Names, request.Items).Select(item => item.State.Key).Where(recorded => recorded.Length > RunEventJson.LongestKey));
        }

        return [.. keys.Distinct(StringComparer.Ordinal)];
    }
}
