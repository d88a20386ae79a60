using System.Globalization;
using System.Text;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>
/// Puts data into Markdown as GitHub reads it, so that it stays data: no table is broken, nothing is linked or embedded, nobody is mentioned.
/// Mentions, issue numbers and links are found after Markdown is read, where a backslash no longer helps; a space without width parts them.
/// </summary>
internal static class MarkdownText
{
    private const char Apart = '\u200b';

    /// <summary>Data as code, at most some columns wide.</summary>
    public static string Code(string text, int width = 200)
    {
        var shown = TextWidth.Clip(VisibleText.Of(text), width);
        if (shown.Length == 0) return "";

        // A bar inside backticks cannot be written in a table in all cases: `\|` reads as a bar, but `\\|` ends the cell.
        if (shown.Contains('|')) return $"<code>{Entities(shown)}</code>";
        var fence = new string('`', LongestRun(shown) + 1);
        return fence.Length == 1 ? $"`{shown}`" : $"{fence} {shown} {fence}";
    }

    /// <summary>A cell's value as code; one that is not there in words.</summary>
    public static string Value(string? value, int width) => value is null ? "*empty*" : Code(VisibleText.Value(value), width);

    /// <summary>Data as running text.</summary>
    public static string Text(string text, int width = 600)
    {
        var shown = TextWidth.Clip(VisibleText.Of(text), width);
        var escaped = new StringBuilder(shown.Length + 16);
        for (var i = 0; i < shown.Length; i++)
        {
            var (before, c, after) = (i > 0 ? shown[i - 1] : ' ', shown[i], i + 1 < shown.Length ? shown[i + 1] : ' ');
            switch (c)
            {
                case '<' or '>' or '&' or '|' or '$':
                    escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
                    break;
                case '_' when char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after):
                    escaped.Append(c);
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '!' or '{' or '}':
                    escaped.Append('\\').Append(c);
                    break;
                case '@' or '#' when after != ' ':
                case ':' when after == '/' || IsShortcode(shown.AsSpan(i)):
                    escaped.Append(c).Append(Apart);
                    break;
                case '.' when IsLinkDot(shown, i):
                case '-' when before is 'h' or 'H' && char.IsAsciiDigit(after):
                    escaped.Append(Apart).Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Data as text inside HTML, where Markdown is not read.</summary>
    public static string Html(string text, int width = 300)
    {
        var shown = TextWidth.Clip(VisibleText.Of(text), width);
        var escaped = new StringBuilder(shown.Length + 16);
        for (var i = 0; i < shown.Length; i++)
        {
            var c = shown[i];
            if (c is '<' or '>' or '&' or '"' or '\'' or '|' || IsLinkDot(shown, i)) escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else escaped.Append(c);
            if (c is '@' or '#' || (c == ':' && (shown.AsSpan(i + 1).StartsWith("/") || IsShortcode(shown.AsSpan(i))))) escaped.Append(Apart);
        }

        return escaped.ToString();
    }

    /// <summary>Data as code inside HTML, where Markdown is not read.</summary>
    public static string HtmlCode(string text, int width = 200) => $"<code>{Entities(TextWidth.Clip(VisibleText.Of(text), width))}</code>";

    /// <summary>Lines as a block of code of some language; the fence is longer than any in it.</summary>
    public static string Block(IEnumerable<string> lines, string language = "")
    {
        var content = string.Join('\n', lines);
        var fence = new string('`', Math.Max(3, LongestRun(content) + 1));
        return $"{fence}{language}\n{content}\n{fence}\n";
    }

    private static string Entities(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if ((char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or ',' or '-' or '/' or ';' || !char.IsAscii(c)) && !IsLinkDot(text, i)) escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        }

        return escaped.ToString();
    }

    /// <summary>Whether it is the dot of <c>www.</c>, which alone makes a link.</summary>
    private static bool IsLinkDot(string text, int at) => text[at] == '.' && at > 0 && text[at - 1] is ('w' or 'W');

    private static bool IsShortcode(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOf(':');
        if (end <= 0) return false;
        foreach (var c in text[1..(end + 1)])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '+' or '-')) return false;
        }

        return true;
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
