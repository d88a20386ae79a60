using System.Buffers;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>What a Python function gets as <c>task_info</c>.</summary>
internal static class TaskInfo
{
    /// <summary>The JSON object for one try of a task or of an item.</summary>
    /// <param name="context">The graph.</param>
    /// <param name="task">The task.</param>
    /// <param name="runId">The run.</param>
    /// <param name="attempt">Which try, from 1.</param>
    /// <param name="item">The item's key; <see langword="null"/> for a task.</param>
    public static string Of(GraphContext context, PreparedTask task, string runId, int attempt, string? item = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", task.Name);
            writer.WriteString("graph", context.Graph.Name);
            writer.WriteString("namespace", context.Key.Namespace);
            writer.WriteString("run_id", runId);
            writer.WriteNumber("try", attempt);
            if (item is not null)
            {
                writer.WritePropertyName("item");
                writer.WriteRawValue(item, skipInputValidation: true);
            }

            writer.WriteStartArray("outputs");
            foreach (var output in task.Outputs) writer.WriteStringValue(output);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
