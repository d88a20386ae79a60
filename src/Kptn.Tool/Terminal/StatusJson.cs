using System.Text.Json;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Engine.State.Branches;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>How tasks stand, as JSON.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter writer, Plan plan, IReadOnlyList<TaskStatus> tasks, CheckpointRestore restore, BranchView view)
    {
        writer.WriteStartObject();
        writer.WriteString("graph", plan.Graph);
        writer.WriteString("storage_key", plan.Key.StorageKey);
        writer.WriteString("namespace", plan.Key.Namespace);
        StateSources.Write(writer, view);
        RestoreLines.Write(writer, restore);
        writer.WriteStartArray("tasks");
        foreach (var status in tasks)
        {
            var ((task, state, decision), items) = status;
            writer.WriteStartObject();
            writer.WriteString("task", task.Name);
            writer.WriteString("action", PlanJson.Action(decision.Action));
            if (status.Runner is { } runner)
            {
                writer.WriteStartObject("running");
                writer.WriteString("host", runner.Host);
                writer.WriteNumber("pid", runner.ProcessId);
                writer.WriteEndObject();
            }

            if (decision.Reason is { } reason) PlanJson.Write(writer, reason);
            StateJson.WriteProperties(writer, state);
            if (items is not null) ItemStatusText.Write(writer, items);
            if (task.Task.Definition.Cpu is { } cpu) writer.WriteNumber("declared_cpu_units", cpu);
            if (task.Task.Definition.Memory is { } memory) writer.WriteNumber("declared_memory_mib", memory);
            if (state?.Good is { } good)
            {
                writer.WriteNumber("cpu_units", RightSizing.Cpu(good));
                if (RightSizing.Advice(task.Task.Definition, good) is { } advice) writer.WriteString("right_sizing", advice);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
