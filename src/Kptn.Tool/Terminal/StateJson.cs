using System.Globalization;
using System.Text.Json;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Tool.Terminal;

/// <summary>The state of a task as JSON: times in UTC, durations in seconds, sizes in bytes.</summary>
internal static class StateJson
{
    public static void WriteProperties(Utf8JsonWriter writer, TaskState? state)
    {
        if (state?.Last is { } last)
        {
            writer.WriteStartObject("last");
            writer.WriteString("outcome", OutcomeNames.Of(last.Outcome));
            writer.WriteString("run", last.RunId);
            writer.WriteString("started", Time(last.StartedAt));
            writer.WriteString("ended", Time(last.EndedAt));
            writer.WriteNumber("tries", last.Tries);
            if (last.ExitCode is { } code) writer.WriteNumber("exit_code", code);
            if (last.Error.Length > 0) writer.WriteString("error", last.Error);
            writer.WriteEndObject();
        }

        if (state?.Good is not { } good) return;
        writer.WriteStartObject("good");
        writer.WriteString("run", good.RunId);
        writer.WriteString("started", Time(good.StartedAt));
        writer.WriteString("ended", Time(good.EndedAt));
        writer.WriteNumber("seconds", Math.Round(good.Duration.TotalSeconds, 4));
        writer.WriteNumber("peak_memory", good.PeakMemory);
        writer.WriteNumber("cpu_seconds", Math.Round(good.CpuTime.TotalSeconds, 4));
        writer.WriteString("fingerprint", good.Fingerprint.Hash.ToString());
        if (good.HasResult)
        {
            writer.WriteString("result", good.ResultHash.ToString());
            writer.WriteNumber("result_size", good.ResultSize);
        }

        WriteOutputs(writer, good.Outputs);
        writer.WriteEndObject();
    }

    public static void WriteOutputs(Utf8JsonWriter writer, IEnumerable<OutputState> outputs)
    {
        writer.WriteStartArray("outputs");
        foreach (var output in outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("path", output.Path);
            writer.WriteString("hash", output.Hash.ToString());
            writer.WriteNumber("size", output.Size);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
