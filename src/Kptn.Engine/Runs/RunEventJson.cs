using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kptn.Engine.Runs;

/// <summary>Run events as JSON: one object a line, times in UTC, durations in seconds, sizes in bytes.</summary>
public static class RunEventJson
{
    /// <summary>The longest key of an item, in characters, that stands in a line; a longer one is named by <see cref="Mapping.ItemNames.FileName"/>.</summary>
    public const int LongestKey = 500;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line with its line end.</summary>
    /// <param name="runEvent">The event.</param>
    public static byte[] Line(RunEvent runEvent)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, runEvent);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes an event as an object.</summary>
    /// <param name="writer">Gets it.</param>
    /// <param name="runEvent">The event.</param>
    public static void Write(Utf8JsonWriter writer, RunEvent runEvent)
    {
        writer.WriteStartObject();
        writer.WriteString("event", Name(runEvent));
        writer.WriteString("at", runEvent.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        switch (runEvent)
        {
            case RunStarted e:
                writer.WriteString("run", e.RunId);
                writer.WriteString("graph", e.Graph);
                writer.WriteString("storage_key", e.StorageKey);
                writer.WriteString("namespace", e.Namespace);
                writer.WriteNumber("tasks", e.Tasks);
                writer.WriteNumber("to_run", e.ToRun);
                writer.WriteNumber("may_run", e.MayRun);
                writer.WriteNumber("jobs", e.Jobs);
                break;
            case TaskStarted e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("try", e.Try);
                writer.WriteString("reason", e.Reason);
                writer.WriteString("log", e.Log);
                break;
            case TaskEnded e:
                WriteEnd(writer, e);
                break;
            case ItemsPlanned or WaveStarted or WaveEnded or BundleStarted or BundleEnded or ItemEnded:
                ItemEventJson.Write(writer, runEvent);
                break;
            case TaskSettled e:
                writer.WriteString("task", e.Task);
                if (e.Cause.Length > 0) writer.WriteString(e.How == Settlement.Restored ? "from" : "cause", e.Cause);
                break;
            case RunNotice e:
                if (e.Task.Length > 0) writer.WriteString("task", e.Task);
                writer.WriteString("message", e.Message);
                break;
            case RunEnded e:
                Write(writer, e.Summary);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the properties of a summary.</summary>
    /// <param name="writer">Gets them.</param>
    /// <param name="summary">The summary.</param>
    public static void Write(Utf8JsonWriter writer, RunSummary summary)
    {
        writer.WriteString("run", summary.RunId);
        writer.WriteBoolean("succeeded", summary.Succeeded);
        writer.WriteNumber("ran", summary.Ran);
        writer.WriteNumber("fresh", summary.Fresh);
        writer.WriteNumber("restored", summary.Restored);
        writer.WriteStartArray("failed");
        foreach (var task in summary.Failed) writer.WriteStringValue(task);
        writer.WriteEndArray();
        writer.WriteNumber("blocked", summary.Blocked);
        writer.WriteNumber("interrupted", summary.Interrupted);
        writer.WriteNumber("not_started", summary.NotStarted);
        if (summary.NotShared > 0) writer.WriteNumber("not_shared", summary.NotShared);
        writer.WriteNumber("saved_seconds", Math.Round(summary.Saved.TotalSeconds, 3));
        writer.WriteNumber("seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
    }

    private static void WriteEnd(Utf8JsonWriter writer, TaskEnded e)
    {
        writer.WriteString("task", e.Task);
        writer.WriteNumber("try", e.Try);
        writer.WriteString("outcome", OutcomeNames.Of(e.Outcome));
        writer.WriteNumber("seconds", Math.Round(e.Duration.TotalSeconds, 4));
        if (e.ExitCode is { } code) writer.WriteNumber("exit_code", code);
        if (e.Error.Length > 0) writer.WriteString("error", e.Error);
        writer.WriteNumber("peak_memory", e.PeakMemory);
        writer.WriteNumber("cpu_seconds", Math.Round(e.CpuTime.TotalSeconds, 4));
        writer.WriteBoolean("will_retry", e.WillRetry);
        writer.WriteBoolean("changed", e.Changed);
    }

    private static string Name(RunEvent runEvent) => runEvent switch
    {
        RunStarted => "run-started",
        TaskStarted => "task-started",
        TaskEnded => "task-ended",
        TaskSettled settled => settled.How switch
        {
            Settlement.Fresh => "task-fresh",
            Settlement.Restored => "task-restored",
            Settlement.Blocked => "task-blocked",
            _ => "task-not-started",
        },
        ItemsPlanned => "items-planned",
        WaveStarted => "wave-started",
        WaveEnded => "wave-ended",
        BundleStarted => "bundle-started",
        BundleEnded => "bundle-ended",
        ItemEnded => "item-ended",
        RunNotice => "notice",
        _ => "run-ended",
    };
}
