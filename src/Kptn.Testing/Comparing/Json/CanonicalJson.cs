using System.Buffers;
using System.Text;
using System.Text.Json;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Writes JSON so that equal values read alike: members sorted, no spaces, numbers in one form.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the value that a reader stands on, and goes to its end.</summary>
    public static void Write(ref Utf8JsonReader reader, IBufferWriter<byte> into)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        using var writer = new Utf8JsonWriter(into, Plain);
        Write(document.RootElement, writer);
    }

    /// <summary>The canonical form of a value.</summary>
    public static string Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) Write(value, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                var text = Encoding.UTF8.GetBytes(value.GetRawText());
                writer.WriteRawValue(Number.TryRead(text, out var number) ? number.ToCanonical() : value.GetRawText(), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
