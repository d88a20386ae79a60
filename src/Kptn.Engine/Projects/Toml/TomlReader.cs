using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads TOML 1.0.</summary>
public static class TomlReader
{
    /// <summary>How deep tables and arrays may lie in each other; it bounds the stack, not what people write.</summary>
    public const int MaxDepth = 500;

    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Reads a file into the nodes that kptn.yaml is read into. A scalar's value is a <see cref="string"/>, <see cref="long"/>, <see cref="double"/>,
    /// <see cref="bool"/>, <see cref="TomlDateTime"/>, <see cref="TomlDate"/> or <see cref="TomlTime"/>; its text is the string itself, else what is written.
    /// </summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="file">The file's name in places.</param>
    public static TomlDocument Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.StartsWith(Bom)) utf8 = utf8[Bom.Length..];
        if (!Utf8.IsValid(utf8)) return new TomlDocument(null, NotUtf8(utf8, file));
        return new TomlParser(Encoding.UTF8.GetString(utf8), file).Parse();
    }

    private static Finding NotUtf8(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.StartsWith<byte>([0xFF, 0xFE]) || utf8.StartsWith<byte>([0xFE, 0xFF]))
        {
            return new Finding(TomlCursor.Code, new Place(file, 1, 1), "the file is UTF-16", "TOML in UTF-8", "save it as UTF-8");
        }

        var good = ValidLength(utf8);
        var line = utf8[..good].Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(utf8[(utf8[..good].LastIndexOf((byte)'\n') + 1)..good]) + 1;
        return new Finding(TomlCursor.Code, new Place(file, line, column), $"the byte 0x{utf8[good]:X2} is not UTF-8", "TOML in UTF-8", "save the file as UTF-8");
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(utf8[position..], out _, out var length) == OperationStatus.Done) position += length;
        return position;
    }
}
