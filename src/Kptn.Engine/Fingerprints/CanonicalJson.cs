using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Fingerprints;

/// <summary>
/// JSON with keys sorted by code point, no white space, and nothing escaped that need not be: equal values give equal bytes.
/// Floats are written as Python writes them: the shortest form that reads back the same, always with a fraction or an exponent.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The canonical bytes of a value from a project file.</summary>
    /// <param name="node">The value; <see langword="null"/> is JSON's null.</param>
    public static byte[] Bytes(YamlNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, node);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The canonical text of a value from a project file.</summary>
    /// <param name="node">The value.</param>
    public static string Text(YamlNode? node) => Encoding.UTF8.GetString(Bytes(node));

    /// <summary>Writes a value in canonical form.</summary>
    /// <param name="writer">Gets the value.</param>
    /// <param name="node">The value.</param>
    public static void Write(Utf8JsonWriter writer, YamlNode? node)
    {
        switch (node)
        {
            case YamlMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key, CodePointComparer.Instance))
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case YamlList list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case YamlScalar scalar:
                WriteScalar(writer, scalar.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Copies a JSON value in canonical form.</summary>
    /// <param name="writer">Gets the value.</param>
    /// <param name="element">The value.</param>
    public static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, CodePointComparer.Instance))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>A writer of canonical form.</summary>
    /// <param name="stream">Gets the bytes.</param>
    public static Utf8JsonWriter Writer(Stream stream) => new(stream, Options);

    private static void WriteScalar(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case double number:
                writer.WriteRawValue(FloatText.Of(number), skipInputValidation: true);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
