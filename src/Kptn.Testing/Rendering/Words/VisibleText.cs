using System.Globalization;
using System.Text;

namespace Kptn.Testing.Rendering.Words;

/// <summary>
/// Makes visible what has no shape of its own, so that a reader sees why two values differ and no data steers a terminal or
/// turns the direction of a line.
/// </summary>
internal static class VisibleText
{
    /// <summary>What stands for a cell without a value.</summary>
    public const string Empty = "(empty)";

    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiShape = 0xFE0F;

    /// <summary>A text on one line.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text)) return text;
        var shown = new StringBuilder(text.Length + 16);
        var before = default(Rune);
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                shown.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)text[at]:X4}⟩");
                before = default;
                at++;
                continue;
            }

            Append(shown, rune, before);
            before = rune;
            at += length;
        }

        return shown.ToString();
    }

    /// <summary>A value of a cell: spaces at its ends are visible too.</summary>
    public static string Value(string? value) => value switch
    {
        null => Empty,
        "" => "\"\"",
        _ when value[0] != ' ' && value[^1] != ' ' => Of(value),
        _ => Of(Ends(value)),
    };

    /// <summary>A line of which spaces at its end are visible.</summary>
    public static string Line(string line)
    {
        var end = line.TrimEnd(' ').Length;
        return end == line.Length ? Of(line) : Of(line[..end]) + new string('␠', line.Length - end);
    }

    private static string Ends(string value)
    {
        var start = value.Length - value.TrimStart(' ').Length;
        if (start == value.Length) return new string('␠', start);
        var end = value.TrimEnd(' ').Length;
        return new string('␠', start) + value[start..end] + new string('␠', value.Length - end);
    }

    private static void Append(StringBuilder shown, Rune rune, Rune before)
    {
        var code = rune.Value;
        if (code < 0x20) shown.Append((char)(0x2400 + code));
        else if (code == 0x7F) shown.Append('␡');
        else if (IsInvisible(rune) && !(code == ZeroWidthJoiner && IsSymbol(before))) shown.Append(CultureInfo.InvariantCulture, $"⟨U+{code:X4}⟩");
        else shown.Append(rune.ToString());
    }

    private static bool IsSymbol(Rune rune) =>
        rune.Value == EmojiShape || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format => true,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => rune.Value is not (' ' or 0x3000),
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0,
    };

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
