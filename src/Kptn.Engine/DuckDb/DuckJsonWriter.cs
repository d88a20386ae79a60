using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.DuckDb;

/// <summary>Writes values as JSON.</summary>
internal static class DuckJsonWriter
{
    /// <summary>Writes a value: decimals and large integers with all their digits, blobs as base64, maps as objects.</summary>
    /// <exception cref="NotSupportedException">JSON has nothing for it.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
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
            case BigInteger or DuckDecimal:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!, skipInputValidation: true);
                break;
            case double number:
                WriteFloat(writer, number);
                break;
            case float number:
                WriteFloat(writer, double.IsFinite(number) ? double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : number);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case DuckJson json:
                writer.WriteRawValue(json.Text, skipInputValidation: true);
                break;
            case DuckStruct map:
                WriteMap(writer, map);
                break;
            case object?[] list:
                writer.WriteStartArray();
                foreach (var element in list) Write(writer, element);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }

    private static void WriteFloat(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number)) throw new NotSupportedException($"{FloatText.Of(number)} is no number in JSON; make it NULL or text");
        writer.WriteRawValue(FloatText.Of(number), skipInputValidation: true);
    }

    private static void WriteMap(Utf8JsonWriter writer, DuckStruct map)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map.Entries)
        {
            writer.WritePropertyName(Name(key));
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static string Name(object? key)
    {
        if (key is string text) return text;
        using var stream = new MemoryStream();
        using (var writer = CanonicalJson.Writer(stream)) Write(writer, key);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
