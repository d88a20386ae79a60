using System.Text;
using Kptn.Testing.Comparing.Scrubbing;

namespace Kptn.Testing.Comparing.Texts;

/// <summary>The lines of a file.</summary>
/// <param name="Lines">The lines without their ends.</param>
/// <param name="HasCarriageReturns">Whether lines end with CR LF.</param>
/// <param name="HasMark">Whether a byte order mark stands before them.</param>
/// <param name="EndsWithLineEnd">Whether the last line has an end.</param>
internal sealed record TextLines(string[] Lines, bool HasCarriageReturns, bool HasMark, bool EndsWithLineEnd)
{
    /// <summary>Reads a file.</summary>
    public static TextLines Read(string path, Scrubs scrubs)
    {
        var bytes = File.ReadAllBytes(path);
        var encoding = EncodingOf(bytes, out var mark);
        var text = encoding.GetString(bytes, mark, bytes.Length - mark);
        if (!scrubs.IsEmpty) text = scrubs.Apply(text);
        var hasCarriageReturns = text.Contains("\r\n", StringComparison.Ordinal);
        if (text.Contains('\r', StringComparison.Ordinal)) text = text.ReplaceLineEndings("\n");
        var endsWithLineEnd = text.EndsWith('\n');
        if (endsWithLineEnd) text = text[..^1];
        else if (text.Length == 0) return new TextLines([], false, mark > 0, true);
        return new TextLines(text.Split('\n'), hasCarriageReturns, mark > 0, endsWithLineEnd);
    }

    private static Encoding EncodingOf(byte[] bytes, out int mark)
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            mark = encoding.Preamble.Length;
            if (bytes.AsSpan().StartsWith(encoding.Preamble)) return encoding;
        }

        mark = 0;
        // What is no UTF-8 is most likely the encoding that gives each byte a character.
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1;
    }
}
