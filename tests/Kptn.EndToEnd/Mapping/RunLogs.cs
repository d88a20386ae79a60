using System.Text.Json;
using Kptn.EndToEnd.Crash;

namespace Kptn.EndToEnd.Mapping;

/// <summary>What the run logs of a project say of items.</summary>
internal static class RunLogs
{
    /// <summary>The events of all runs, oldest first; a line that was cut off by a kill is left out.</summary>
    public static List<(string Run, JsonElement Event)> All(CrashProject project)
    {
        var all = new List<(string, JsonElement)>();
        foreach (var folder in Directory.GetDirectories(project[".kptn/runs"]).Order(StringComparer.Ordinal))
        {
            if (!File.Exists(folder + "/run.jsonl")) continue;
            foreach (var line in File.ReadAllLines(folder + "/run.jsonl"))
            {
                if (line.EndsWith('}')) all.Add((Path.GetFileName(folder), JsonDocument.Parse(line).RootElement));
            }
        }

        return all;
    }

    public static string Text(this JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText() : "";

    /// <summary>The task and the raw key of each item that an event is about.</summary>
    public static IEnumerable<string> Items(this JsonElement line) => line.Text("event") switch
    {
        "bundle-started" => line.GetProperty("items").EnumerateArray().Select(item => $"{line.Text("task")} {item.GetRawText()}"),
        "item-ended" => [$"{line.Text("task")} {line.GetProperty("item").GetRawText()}"],
        _ => [],
    };

    /// <summary>Fails where an item that had succeeded was handed out by a later run, or succeeded twice.</summary>
    public static void NothingDoneRanAgain(CrashProject project)
    {
        var done = new Dictionary<string, string>();
        foreach (var (run, line) in All(project))
        {
            foreach (var item in line.Items())
            {
                if (line.Text("event") == "bundle-started") Assert.False(done.TryGetValue(item, out var earlier) && earlier != run, $"{item} was done in {earlier!} and started again in {run}");
                else if (line.Text("outcome") == "succeeded") Assert.True(done.TryAdd(item, run), $"{item} succeeded twice, in {done[item]} and {run}");
            }
        }
    }
}
