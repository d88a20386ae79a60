using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kptn.Tool.Terminal;

/// <summary>Writes one JSON document to the output.</summary>
internal static class JsonOutput
{
    private const int Enough = 1 << 16;
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Screen screen, Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) content(writer);
        screen.Line(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Writes an array as it comes: no part of it is kept, however long it is.</summary>
    public static void WriteArray<T>(Screen screen, IEnumerable<T> elements, Action<Utf8JsonWriter, T> write) => Stream(screen, (writer, flush) =>
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            write(writer, element);
            flush();
        }

        writer.WriteEndArray();
    });

    /// <summary>Writes a document of any length.</summary>
    /// <param name="screen">Where it goes.</param>
    /// <param name="content">Writes it, and calls what it is given between elements: then what is there may go out.</param>
    public static void Stream(Screen screen, Action<Utf8JsonWriter, Action> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            content(writer, () =>
            {
                if (writer.BytesPending < Enough) return;
                writer.Flush();
                screen.Output.Write(Visible.Of(Encoding.UTF8.GetString(buffer.WrittenSpan)));
                buffer.Clear();
            });
        }

        screen.Line(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static void Strings(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
