using System.Globalization;
using System.Text.Json;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal.Items;

/// <summary>What is recorded of an item, as JSON: times in UTC, durations in seconds, sizes in bytes.</summary>
internal static class ItemStateJson
{
    /// <summary>Writes the properties <c>last</c> and <c>good</c>.</summary>
    /// <param name="writer">Gets them.</param>
    /// <param name="state">The item.</param>
    /// <param name="lastRun">The run of its last try.</param>
    /// <param name="goodRun">The run of its last good try.</param>
    public static void WriteProperties(Utf8JsonWriter writer, ItemState state, string lastRun, string goodRun)
    {
        var last = state.Last;
        writer.WriteStartObject("last");
        writer.WriteString("outcome", OutcomeNames.Of(last.Outcome));
        writer.WriteString("run", lastRun);
        WriteTimes(writer, last.StartedAt, last.Duration);
        writer.WriteNumber("tries", last.Tries);
        if (last.ExitCode is { } code) writer.WriteNumber("exit_code", code);
        if (last.Error.Length > 0) writer.WriteString("error", last.Error);
        writer.WriteEndObject();
        if (state.Good is not { } good) return;
        writer.WriteStartObject("good");
        writer.WriteString("run", goodRun);
        WriteTimes(writer, good.StartedAt, good.Duration);
        writer.WriteNumber("peak_memory", good.PeakMemory);
        writer.WriteNumber("cpu_seconds", Math.Round(good.CpuTime.TotalSeconds, 4));
        if (!good.Own.IsNone) writer.WriteString("own", good.Own.ToString());
        WriteResult(writer, good.Result);
        StateJson.WriteOutputs(writer, good.Outputs);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, ItemResult result)
    {
        if (result.IsNone) return;
        if (result.Hash.IsNone)
        {
            writer.WritePropertyName("value");
            writer.WriteRawValue(result.Json.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteString("result", result.Hash.ToString());
        }

        writer.WriteNumber("result_size", result.Size);
    }

    private static void WriteTimes(Utf8JsonWriter writer, DateTimeOffset started, TimeSpan took)
    {
        writer.WriteString("started", started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        writer.WriteNumber("seconds", Math.Round(took.TotalSeconds, 4));
    }
}
