using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>
/// The form of what is known of runs: JSON with a checksum before it, so that what was cut short or changed does not count. Hashes are 64 hexadecimal
/// digits, times are ISO 8601, durations seconds. <c>f</c> are outputs as [path, hash, bytes], and true behind that for what all items made together.
/// </summary>
internal static class KnownJson
{
    private const string Version = "kptn-known-1";
    private const int HeadLength = 64 + 1;

    /// <summary>A run as bytes.</summary>
    public static byte[] Write(KnownRun run) => Framed(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("v", Version);
        writer.WriteString("task", run.Task);
        writer.WriteString("fingerprint", run.Fingerprint.ToString());
        WriteOutputs(writer, run.Outputs);
        if (!run.ResultHash.IsNone) WriteResult(writer, run.ResultHash, run.ResultSize);
        writer.WriteString("run", run.RunId);
        writer.WriteString("key", run.StorageKey);
        writer.WriteString("ended", run.EndedAt);
        WriteCost(writer, run.StartedAt, run.EndedAt - run.StartedAt, run.PeakMemory, run.CpuTime);
        writer.WriteEndObject();
    });

    /// <summary>Items as bytes.</summary>
    public static byte[] Write(IReadOnlyList<KnownItem> items) => Framed(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writer.WriteString("k", item.Key);
            if (!item.Own.IsNone) writer.WriteString("own", item.Own.ToString());
            WriteOutputs(writer, item.Outputs);
            if (!item.Result.Hash.IsNone) WriteResult(writer, item.Result.Hash, item.Result.Size);
            else if (!item.Result.IsNone) writer.WriteString("json", Encoding.UTF8.GetString(item.Result.Json.Span));
            WriteCost(writer, item.StartedAt, item.Duration, item.PeakMemory, item.CpuTime);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Reads a run; <see langword="null"/> where it is not whole, or of a version that is not known.</summary>
    public static KnownRun? ReadRun(byte[] bytes) => Read(bytes, root =>
    {
        if (root.GetProperty("v").GetString() != Version) return null;
        var (startedAt, duration, peak, cpu) = Cost(root);
        var (hash, size) = Result(root);
        return new KnownRun(Text(root, "task"), Hash256.Parse(Text(root, "fingerprint")), Outputs(root), hash, size, Text(root, "run"), Text(root, "key"), startedAt, startedAt + duration, peak, cpu);
    });

    /// <summary>Reads items; none where the file is not whole.</summary>
    public static IReadOnlyList<KnownItem> ReadItems(byte[] bytes) => Read(bytes, root => root.EnumerateArray().Select(ReadItem).ToList()) ?? [];

    private static KnownItem ReadItem(JsonElement item)
    {
        var (startedAt, duration, peak, cpu) = Cost(item);
        var (hash, size) = Result(item);
        var json = item.TryGetProperty("json", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : [];
        var result = json.Length > 0 ? new ItemResult(json, default, json.Length) : new ItemResult(default, hash, size);
        return new KnownItem(Text(item, "k"), item.TryGetProperty("own", out var own) ? Hash256.Parse(own.GetString()!) : default, Outputs(item), result, startedAt, duration, peak, cpu);
    }

    private static T? Read<T>(byte[] bytes, Func<JsonElement, T?> read)
        where T : class
    {
        if (bytes.Length <= HeadLength) return null;
        var body = bytes.AsMemory(HeadLength);
        if (Encoding.ASCII.GetString(bytes, 0, HeadLength - 1) != Hash256.Of(body.Span).ToString()) return null;
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static byte[] Framed(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body)) write(writer);
        return [.. Encoding.ASCII.GetBytes(Hash256.Of(body.WrittenSpan).ToString()), (byte)'\n', .. body.WrittenSpan];
    }

    private static void WriteOutputs(Utf8JsonWriter writer, IReadOnlyList<KnownOutput> outputs)
    {
        if (outputs.Count == 0) return;
        writer.WriteStartArray("f");
        foreach (var output in outputs)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(output.Path);
            writer.WriteStringValue(output.Hash.ToString());
            writer.WriteNumberValue(output.Size);
            if (output.IsRollUp) writer.WriteBooleanValue(true);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter writer, Hash256 hash, long size)
    {
        writer.WriteString("result", hash.ToString());
        writer.WriteNumber("result_size", size);
    }

    private static void WriteCost(Utf8JsonWriter writer, DateTimeOffset startedAt, TimeSpan duration, long peak, TimeSpan cpu)
    {
        writer.WriteString("at", startedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteNumber("s", duration.TotalSeconds);
        if (peak > 0) writer.WriteNumber("peak", peak);
        if (cpu > TimeSpan.Zero) writer.WriteNumber("cpu", cpu.TotalSeconds);
    }

    private static IReadOnlyList<KnownOutput> Outputs(JsonElement of) =>
        of.TryGetProperty("f", out var list) ? [.. list.EnumerateArray().Select(output => new KnownOutput(output[0].GetString()!, Hash256.Parse(output[1].GetString()!), output[2].GetInt64()) { IsRollUp = output.GetArrayLength() > 3 })] : [];

    private static (Hash256 Hash, long Size) Result(JsonElement of) =>
        of.TryGetProperty("result", out var hash) ? (Hash256.Parse(hash.GetString()!), of.GetProperty("result_size").GetInt64()) : default;

    private static (DateTimeOffset StartedAt, TimeSpan Duration, long Peak, TimeSpan Cpu) Cost(JsonElement of) => (
        DateTimeOffset.Parse(Text(of, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        TimeSpan.FromSeconds(of.GetProperty("s").GetDouble()),
        of.TryGetProperty("peak", out var peak) ? peak.GetInt64() : 0,
        of.TryGetProperty("cpu", out var cpu) ? TimeSpan.FromSeconds(cpu.GetDouble()) : TimeSpan.Zero);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw new FormatException(name);
}
