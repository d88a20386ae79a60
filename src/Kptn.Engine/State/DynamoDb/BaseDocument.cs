using System.Text.Json;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>The base of a key as a document of the table: JSON.</summary>
internal static class BaseDocument
{
    /// <summary>The document's name.</summary>
    public const string Name = "base";

    public static byte[] Write(StateBase value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("from", value.From);
            writer.WriteString("namespace", value.Namespace);
            writer.WriteStartArray("hidden");
            foreach (var task in value.Hidden) writer.WriteStringValue(task);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads it; <see langword="null"/> where it is none.</summary>
    public static StateBase? Read(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            return new StateBase(root.GetProperty("from").GetString()!, root.GetProperty("namespace").GetString()!, [.. root.GetProperty("hidden").EnumerateArray().Select(task => task.GetString()!)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
