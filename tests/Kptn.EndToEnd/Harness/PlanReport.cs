using System.Text.Json;

namespace Kptn.EndToEnd.Harness;

/// <summary>What a plan said of each task.</summary>
public sealed class PlanReport
{
    public PlanReport(ToolExit exit)
    {
        Exit = exit;
        if (!exit.Out.StartsWith('{')) throw new InvalidOperationException(exit.ToString());
        using var json = JsonDocument.Parse(exit.Out);
        foreach (var task in json.RootElement.GetProperty("tasks").EnumerateArray())
        {
            var name = task.GetProperty("task").GetString()!;
            Actions[name] = task.GetProperty("action").GetString()!;
            if (task.GetProperty("result_available").GetBoolean()) Available.Add(name);
            if (task.TryGetProperty("waits_for", out _)) Waiting.Add(name);
            if (!task.TryGetProperty("reason", out var reason)) continue;
            var detail = task.GetProperty("detail").GetString()!;
            Reasons[name] = detail.Length == 0 ? reason.GetString()! : $"{reason.GetString()}: {detail}";
        }

        foreach (var reason in json.RootElement.GetProperty("reasons").EnumerateObject()) RollUp[reason.Name] = reason.Value.GetInt32();
    }

    public ToolExit Exit { get; }

    public Dictionary<string, string> Actions { get; } = [];

    public Dictionary<string, string> Reasons { get; } = [];

    public Dictionary<string, int> RollUp { get; } = [];

    /// <summary>Tasks whose dependencies run first, so that the reason may turn out to be an earlier one of the list.</summary>
    public HashSet<string> Waiting { get; } = [];

    public HashSet<string> Available { get; } = [];

    public IEnumerable<string> Of(string action) => Actions.Where(pair => pair.Value == action).Select(pair => pair.Key).Order(StringComparer.Ordinal);
}
