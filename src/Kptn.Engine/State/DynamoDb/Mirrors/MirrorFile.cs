using System.Text.Json;
using Kptn.Engine.State.DynamoDb.Leases;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>A mirror as a file in the key's folder.</summary>
internal static class MirrorFile
{
    private const int Format = 1;

    /// <summary>Reads it; one that is missing or not readable knows nothing, so that everything is fetched anew.</summary>
    public static Mirror Read(string folder)
    {
        try
        {
            using var json = JsonDocument.Parse(LogFile.Read(PathOf(folder)));
            var root = json.RootElement;
            if (root.GetProperty("format").GetInt32() != Format) return Mirror.None;
            var process = root.GetProperty("process");
            return new Mirror(
                root.GetProperty("epoch").GetInt64(),
                root.GetProperty("version").GetInt64(),
                new ProcessMark(process.GetProperty("place").GetString()!, process.GetProperty("id").GetInt32(), process.GetProperty("start").GetString()!),
                root.GetProperty("open").GetBoolean(),
                root.GetProperty("streams").EnumerateObject().ToDictionary(stream => stream.Name, stream => ReadStream(stream.Value), StringComparer.Ordinal),
                [.. root.GetProperty("aside").EnumerateArray().Select(name => name.GetString()!)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Mirror.None;
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="folder">The key's folder.</param>
    /// <param name="mirror">What to write.</param>
    /// <param name="isDurable">Whether to wait until it is on disk.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string folder, Mirror mirror, bool isDurable)
    {
        var bytes = Bytes(mirror);
        var (path, temporary) = (PathOf(folder), PathOf(folder) + ".tmp");
        try
        {
            if (isDurable)
            {
                DurableFile.CreateFolder(folder);
                DurableFile.Replace(path, temporary, bytes);
                return;
            }

            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("write the state file", path, e);
        }
    }

    private static string PathOf(string folder) => Path.Combine(folder, "mirror");

    private static byte[] Bytes(Mirror mirror)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteNumber("epoch", mirror.Epoch);
            json.WriteNumber("version", mirror.Version);
            json.WriteStartObject("process");
            json.WriteString("place", mirror.Process.Place);
            json.WriteNumber("id", mirror.Process.Id);
            json.WriteString("start", mirror.Process.Start);
            json.WriteEndObject();
            json.WriteBoolean("open", mirror.IsOpen);
            json.WriteStartObject("streams");
            foreach (var (name, stream) in mirror.Streams) Write(json, name, stream);
            json.WriteEndObject();
            json.WriteStartArray("aside");
            foreach (var name in mirror.Aside) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return content.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, MirrorStream stream)
    {
        json.WriteStartObject(name);
        if (stream.Task is not null) json.WriteString("task", stream.Task);
        json.WriteNumber("version", stream.Version);
        json.WriteString("generation", stream.Generation);
        json.WriteNumber("epoch", stream.Position.Epoch);
        json.WriteNumber("segments", stream.Position.Segments);
        json.WriteNumber("bytes", stream.Position.Bytes);
        json.WriteBoolean("held", stream.IsHeld);
        json.WriteBoolean("rewritten", stream.IsRewritten);
        json.WriteEndObject();
    }

    private static MirrorStream ReadStream(JsonElement json) => new(
        json.TryGetProperty("task", out var task) ? task.GetString() : null,
        json.GetProperty("version").GetInt64(),
        json.GetProperty("generation").GetString()!,
        new SegmentPosition(json.GetProperty("epoch").GetInt64(), json.GetProperty("segments").GetInt64(), json.GetProperty("bytes").GetInt64()),
        json.GetProperty("held").GetBoolean(),
        json.GetProperty("rewritten").GetBoolean());
}
