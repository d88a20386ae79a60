using System.Text;
using System.Text.Json;
using Kptn.Engine.Mapping;
using Kptn.Engine.Runs;

namespace Kptn.Tool;

/// <summary>The items of a mapped task in one run, and what they wrote.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="task">The task.</param>
internal sealed class ItemLogs(string folder, string task)
{
    private const string Event = "\"event\":\"item-ended\"";
    private readonly Dictionary<(string Key, int Try), string> _logs = [];
    private readonly string _name = $"\"task\":{JsonSerializer.Serialize(task)}";

    /// <summary>The ends of tries, in the order in which they came; a torn last line is left out.</summary>
    public IEnumerable<ItemLogEntry> Ends()
    {
        var events = Path.Combine(folder, "run.jsonl");
        if (!File.Exists(events)) yield break;
        using var reader = new StreamReader(new FileStream(events, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Contains(Event, StringComparison.Ordinal) && line.Contains(_name, StringComparison.Ordinal) && Read(line) is { } entry) yield return entry;
        }
    }

    /// <summary>The newest try of each of the items that are meant, by key, in the order in which they first ended.</summary>
    /// <param name="names">The names of the items' values.</param>
    /// <param name="filter">Which items are meant.</param>
    /// <param name="keys">Keys of theirs that are known otherwise: very long ones are not in the run log.</param>
    public IReadOnlyDictionary<string, int> Tries(IReadOnlyList<string> names, ItemFilter filter, IReadOnlyList<string> keys)
    {
        var tries = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        var named = keys.Where(key => key.Length > RunEventJson.LongestKey).ToDictionary(key => ItemValues.Key(ItemNames.FileName(key)), StringComparer.Ordinal);
        foreach (var entry in Ends())
        {
            var key = named.GetValueOrDefault(entry.Key) ?? (filter.Matches(names, Encoding.UTF8.GetBytes(entry.Key)) ? entry.Key : null);
            if (key is null) continue;
            tries[key] = Math.Max(entry.Try, tries.GetValueOrDefault(key));
            if (entry.Log.Length > 0) _logs[(key, entry.Try)] = entry.Log;
        }

        // A run that goes on may have logs before it has events of them on disk.
        foreach (var key in keys)
        {
            var last = tries.GetValueOrDefault(key);
            while (File.Exists(PathOf(key, last + 1))) last++;
            if (last > 0) tries[key] = last;
        }

        return tries;
    }

    /// <summary>The log of a try of an item.</summary>
    /// <returns>Its path, or <see langword="null"/> where it wrote nothing.</returns>
    public string? Of(string key, int attempt) => PathOf(key, attempt) is var path && File.Exists(path) ? path : null;

    private string PathOf(string key, int attempt) => Path.Combine(folder, _logs.GetValueOrDefault((key, attempt)) ?? RunFolders.ItemLogName(task, key, attempt));

    private static ItemLogEntry? Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var isLast = !root.TryGetProperty("will_retry", out _);
            return new ItemLogEntry(
                root.GetProperty("item").GetRawText(),
                root.TryGetProperty("try", out var attempt) ? attempt.GetInt32() : 1,
                isLast,
                isLast && root.GetProperty("outcome").GetString() == "failed",
                root.TryGetProperty("error", out var error) ? error.GetString()! : "",
                root.TryGetProperty("log", out var log) ? Path.GetFileName(log.GetString()!) : "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
