using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>One value of an item as messages show it.</summary>
internal static class ShownText
{
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789+-.eE");

    /// <summary>Text without quotes where nobody could take it for something else, else as JSON with all that cannot be seen written out.</summary>
    public static string Of(string json)
    {
        if (!json.StartsWith('"')) return json;
        var text = ItemValues.Text(json);
        return IsPlain(text) ? text : Quoted(text);
    }

    /// <summary>Whether a text, without quotes, is JSON of another type; case does not matter.</summary>
    public static bool LooksTyped(string text)
    {
        if (text.Length == 0) return false;
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase)) return true;
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase)) return true;
        if (text.Equals("null", StringComparison.OrdinalIgnoreCase)) return true;
        return !text.AsSpan().ContainsAnyExcept(Numeric) && IsNumber(Encoding.ASCII.GetBytes(text));
    }

    private static bool IsNumber(byte[] text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            return json.Read() && json.TokenType == JsonTokenType.Number && json.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || LooksTyped(text)) return false;
        if (text.AsSpan().ContainsAny('"', ',', '\\')) return false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune)) return false;
        }

        return true;
    }

    private static string Quoted(string text)
    {
        var shown = new StringBuilder("\"", 64);
        foreach (var rune in text.EnumerateRunes())
        {
            // Longer texts are cut off anyway.
            if (shown.Length > 2 * ItemNames.LongestShown) break;
            if (rune.Value is '"' or '\\') shown.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') shown.Append("\\n");
            else if (rune.Value == '\r') shown.Append("\\r");
            else if (rune.Value == '\t') shown.Append("\\t");
            else if (IsUnseen(rune)) shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else shown.Append(rune);
        }

        return shown.Append('"').ToString();
    }

    /// <summary>Characters that a terminal would obey or hide. Those that join letters and emoji belong to what is seen.</summary>
    private static bool IsUnseen(Rune rune) => rune.Value is not (0x200C or 0x200D or >= 0xE0020 and <= 0xE007F) && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
