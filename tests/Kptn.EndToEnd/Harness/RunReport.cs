using System.Text.Json;

namespace Kptn.EndToEnd.Harness;

/// <summary>What a run did, from its JSON lines.</summary>
public sealed class RunReport
{
    public RunReport(ToolExit exit)
    {
        Exit = exit;
        foreach (var line in exit.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var task = root.TryGetProperty("task", out var name) ? name.GetString()! : "";
            switch (root.GetProperty("event").GetString())
            {
                case "task-started":
                    Ran.TryAdd(task, root.GetProperty("reason").GetString()!);
                    Order.Add(task);
                    break;
                case "task-ended" when root.TryGetProperty("error", out var error):
                    Errors[task] = error.GetString()!;
                    break;
                case "task-restored":
                    Restored[task] = root.TryGetProperty("from", out var from) ? from.GetString()! : "";
                    break;
                case "items-planned":
                    RestoredItems += root.TryGetProperty("restored", out var items) ? items.GetInt32() : 0;
                    break;
                case "item-ended":
                    RanItems.Add($"{task}@{root.GetProperty("item")}");
                    break;
                case "notice":
                    Notices.Add(root.GetProperty("message").GetString()!);
                    break;
                case "task-blocked":
                    Blocked.Add(task);
                    break;
            }
        }
    }

    public ToolExit Exit { get; }

    /// <summary>The reason of each task that ran.</summary>
    public SortedDictionary<string, string> Ran { get; } = new(StringComparer.Ordinal);

    /// <summary>Where each task that was restored comes from.</summary>
    public SortedDictionary<string, string> Restored { get; } = new(StringComparer.Ordinal);

    /// <summary>How many items were restored.</summary>
    public int RestoredItems { get; private set; }

    /// <summary>Items that ran.</summary>
    public SortedSet<string> RanItems { get; } = new(StringComparer.Ordinal);

    public List<string> Notices { get; } = [];

    public List<string> Order { get; } = [];

    public SortedSet<string> Blocked { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>One line a task: <c>name: reason</c>.</summary>
    public string Reasons => Lines(Ran);

    public static string Lines(IEnumerable<KeyValuePair<string, string>> tasks) => string.Join('\n', tasks.Select(pair => $"{pair.Key}: {pair.Value}"));

    public override string ToString() => Exit.ToString();
}
