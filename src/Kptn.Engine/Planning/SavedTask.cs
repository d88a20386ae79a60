using System.Text.Json;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Planning;

/// <summary>What a kept plan says of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Reason">Why; empty where it does not run, or only may.</param>
/// <param name="Depends">Hash of what it depends on, as far as that was known.</param>
/// <param name="Recorded">Hash of what was recorded of it.</param>
public sealed record SavedTask(string Task, PlanAction Action, string Reason, Hash256 Depends, Hash256 Recorded)
{
    /// <summary>Makes the form of a planned task that is kept.</summary>
    /// <param name="planned">The task.</param>
    public static SavedTask Of(PlannedTask planned) => new(
        planned.Task.Name,
        planned.Decision.Action,
        planned.Decision.Reason?.ToString() ?? "",
        Hash256.Of($"{Fingerprint.HashOf(planned.Decision.Components)} {string.Join(' ', planned.Task.Task.Dependencies)} {string.Join(' ', planned.Task.Task.After)}"),
        Recording(planned));

    /// <summary>Says in which way another one differs.</summary>
    /// <param name="now">The same task as it is planned now.</param>
    public string Difference(SavedTask now)
    {
        if (now.Action != Action || now.Reason != Reason) return $"was planned to {Say(this)}, would now {Say(now)}";
        return now.Depends != Depends ? "what it depends on has changed since" : "it has run since, or what it made has changed";
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("task", Task);
        writer.WriteString("action", Action.ToString());
        writer.WriteString("reason", Reason);
        writer.WriteString("depends", Depends.ToString());
        writer.WriteString("recorded", Recorded.ToString());
        writer.WriteEndObject();
    }

    internal static SavedTask Read(JsonElement json) => new(
        json.GetProperty("task").GetString()!,
        Enum.TryParse<PlanAction>(json.GetProperty("action").GetString(), out var action) ? action : throw new FormatException(),
        json.GetProperty("reason").GetString()!,
        Hash256.Parse(json.GetProperty("depends").GetString()!),
        Hash256.Parse(json.GetProperty("recorded").GetString()!));

    private static Hash256 Recording(PlannedTask planned)
    {
        if (planned.State is not { } state) return default;
        var good = state.Good;
        var outputs = good is null ? "" : string.Concat(good.Outputs.Select(output => $"{output.Path}={output.Hash};"));
        return Hash256.Of($"{state.Last?.RunId}/{state.Last?.Outcome}/{good?.RunId}/{good?.Fingerprint.Hash}/{good?.ResultHash}/{planned.Decision.ResultAvailable}/{outputs}");
    }

    private static string Say(SavedTask task) => task.Action switch
    {
        PlanAction.Fresh => "stay as it is",
        PlanAction.Restore => "be restored",
        PlanAction.MayRun => "run only if an upstream change reaches it",
        _ => $"run ({task.Reason})",
    };
}
