using System.Text;

namespace Kptn.Engine.Languages.R;

/// <summary>A script's content as text: LF line ends, no byte order mark; bytes that are not UTF-8 are read as Latin-1.</summary>
internal sealed record RText(string Text, bool IsUtf8)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file's content.</summary>
    public static RText Decode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) content = content[3..];
        string text;
        var isUtf8 = true;
        try
        {
            text = Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            text = Encoding.Latin1.GetString(content);
            isUtf8 = false;
        }

        return new RText(text.Replace("\r\n", "\n", StringComparison.Ordinal), isUtf8);
    }

    /// <summary>Names the encoding where it makes a difference to what the script means.</summary>
    public string Mark(bool isAscii) => IsUtf8 || isAscii ? "" : "latin1\n";
}
