using System.Text.Json;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>A plan as JSON.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter writer, Plan plan, CheckpointRestore restore)
    {
        writer.WriteStartObject();
        writer.WriteString("graph", plan.Graph);
        writer.WriteString("storage_key", plan.Key.StorageKey);
        writer.WriteString("namespace", plan.Key.Namespace);
        RestoreLines.Write(writer, restore);
        writer.WriteStartArray("tasks");
        foreach (var name in PlanText.Order(plan, PlanText.Heads(plan)))
        {
            var (task, state, decision) = plan.Tasks[name];
            writer.WriteStartObject();
            writer.WriteString("task", name);
            writer.WriteString("action", Action(decision.Action));
            writer.WriteBoolean("result_available", decision.ResultAvailable);
            if (decision.Reason is { } reason) Write(writer, reason);
            if (decision.Known is { } known) writer.WriteString("restored_from", known.Place);
            ItemJson.Write(writer, decision);
            if (decision.WaitsFor.Count > 0) writer.Strings("waits_for", decision.WaitsFor);
            if (state?.Good is { } good)
            {
                writer.WriteNumber("seconds", Math.Round(good.Duration.TotalSeconds, 4));
                writer.WriteNumber("peak_memory", good.PeakMemory);
                writer.WriteNumber("cpu_units", RightSizing.Cpu(good));
                if (RightSizing.Advice(task.Task.Definition, good) is { } advice) writer.WriteString("right_sizing", advice);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("reasons");
        foreach (var (kind, count) in plan.RollUp()) writer.WriteNumber(Reason.Label(kind), count);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A reason, as its label and what it is about.</summary>
    public static void Write(Utf8JsonWriter writer, Reason reason)
    {
        writer.WriteString("reason", Reason.Label(reason.Kind));
        writer.WriteString("detail", reason.Detail);
    }

    public static string Action(PlanAction action) => action switch
    {
        PlanAction.Run => "run",
        PlanAction.MayRun => "may-run",
        PlanAction.Restore => "restore",
        _ => "fresh",
    };
}
