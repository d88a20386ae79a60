using System.Text.Json;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Runs;

/// <summary>Writes what happens to items as properties of a line of the run log.</summary>
internal static class ItemEventJson
{
    /// <summary>Writes the properties of an event.</summary>
    /// <param name="writer">Gets them.</param>
    /// <param name="runEvent">The event.</param>
    public static void Write(Utf8JsonWriter writer, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case ItemsPlanned e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("items", e.Items);
                writer.WriteNumber("to_run", e.ToRun);
                writer.WriteNumber("dropped", e.Dropped);
                writer.WriteNumber("done", e.Done);
                if (e.Restored > 0) writer.WriteNumber("restored", e.Restored);
                if (e.Selected != e.Items) writer.WriteNumber("selected", e.Selected);
                break;
            case WaveStarted e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("wave", e.Wave);
                writer.WriteNumber("items", e.Items);
                break;
            case WaveEnded e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("wave", e.Wave);
                writer.WriteNumber("failed", e.Failed);
                break;
            case BundleStarted e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("bundle", e.Bundle);
                writer.WriteNumber("wave", e.Wave);
                writer.WriteStartArray("items");
                foreach (var key in e.Items) WriteKey(writer, key);
                writer.WriteEndArray();
                break;
            case BundleEnded e:
                writer.WriteString("task", e.Task);
                writer.WriteNumber("bundle", e.Bundle);
                writer.WriteNumber("seconds", Math.Round(e.Duration.TotalSeconds, 4));
                writer.WriteNumber("failed", e.Failed);
                break;
            case ItemEnded e:
                WriteEnd(writer, e);
                break;
        }
    }

    private static void WriteEnd(Utf8JsonWriter writer, ItemEnded e)
    {
        writer.WriteString("task", e.Task);
        writer.WritePropertyName("item");
        WriteKey(writer, e.Item);
        if (e.Try > 1) writer.WriteNumber("try", e.Try);
        writer.WriteString("outcome", OutcomeNames.Of(e.Outcome));
        writer.WriteNumber("seconds", Math.Round(e.Duration.TotalSeconds, 4));
        if (e.ExitCode is { } code) writer.WriteNumber("exit_code", code);
        if (e.Error.Length > 0) writer.WriteString("error", e.Error);
        if (e.Outcome != TaskOutcome.Succeeded) writer.WriteString("log", e.Log);
        if (e.WillRetry) writer.WriteBoolean("will_retry", true);
    }

    // A key is JSON already; one of many kilobytes is named as its log is.
    private static void WriteKey(Utf8JsonWriter writer, string key)
    {
        if (key.Length <= RunEventJson.LongestKey) writer.WriteRawValue(key, skipInputValidation: true);
        else writer.WriteStringValue(ItemNames.FileName(key));
    }
}
