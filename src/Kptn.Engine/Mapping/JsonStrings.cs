using System.Buffers;
using System.Text;

namespace Kptn.Engine.Mapping;

/// <summary>JSON strings as Python's json writes them with <c>ensure_ascii=False</c>: only quotes, backslashes and control characters are escaped.</summary>
internal static class JsonStrings
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    public static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> text)
    {
        target.Write("\""u8);
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            target.Write(text[..at]);
            WriteEscaped(target, text[at]);
            text = text[(at + 1)..];
        }

        target.Write(text);
        target.Write("\""u8);
    }

    public static string Of(string text)
    {
        var target = new ArrayBufferWriter<byte>(text.Length + 2);
        Write(target, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    private static void WriteEscaped(ArrayBufferWriter<byte> target, byte value)
    {
        var letter = value switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)0,
        };
        if (letter != 0)
        {
            target.Write([(byte)'\\', letter]);
            return;
        }

        target.Write("\\u00"u8);
        target.Write([(byte)('0' + (value >> 4)), (byte)"0123456789abcdef"[value & 15]]);
    }
}
