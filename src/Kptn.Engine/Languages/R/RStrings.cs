using System.Globalization;
using System.Text;

namespace Kptn.Engine.Languages.R;

/// <summary>Reads string literals of R as R's own scanner does.</summary>
internal static class RStrings
{
    /// <summary>Reads a quoted string or name.</summary>
    /// <param name="text">The source.</param>
    /// <param name="start">Where the opening quote stands.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="end">Behind the closing quote.</param>
    /// <param name="problem">What is wrong where <see langword="null"/> is returned.</param>
    public static string? Read(string text, int start, char quote, out int end, out string problem)
    {
        problem = quote == '`' ? "this backtick is never closed" : "this string is never closed";
        end = start;
        var value = new StringBuilder();
        for (var i = start + 1; i < text.Length;)
        {
            var c = text[i++];
            if (c == quote)
            {
                end = i;
                return value.ToString();
            }

            if (c != '\\')
            {
                value.Append(c);
                continue;
            }

            if (i >= text.Length) return null;
            if (!Escape(text, ref i, value))
            {
                problem = $"'\\{text[i - 1]}' is an unrecognized escape in a string";
                return null;
            }
        }

        return null;
    }

    /// <summary>Where the content of a raw string such as <c>r"--(…)--"</c> starts and what closes it; <see langword="null"/> where none starts here.</summary>
    public static (int ContentStart, string Close)? RawStart(string text, int at)
    {
        var i = at + 1;
        if (i >= text.Length || text[i] is not ('"' or '\'')) return null;
        var quote = text[i++];
        var dashes = i;
        while (i < text.Length && text[i] == '-') i++;
        if (i >= text.Length) return null;
        var close = text[i] switch { '(' => ')', '[' => ']', '{' => '}', _ => '\0' };
        return close == '\0' ? null : (i + 1, close + new string('-', i - dashes) + quote);
    }

    private static bool Escape(string text, ref int i, StringBuilder value)
    {
        var c = text[i++];
        switch (c)
        {
            case >= '0' and <= '7':
                i--;
                AppendByte(value, ReadDigits(text, ref i, 3, 8));
                return true;
            case 'x':
                AppendByte(value, ReadDigits(text, ref i, 2, 16));
                return true;
            case 'u' or 'U':
                var braced = i < text.Length && text[i] == '{';
                if (braced) i++;
                var rune = ReadDigits(text, ref i, c == 'u' ? 4 : 8, 16);
                if (braced && i < text.Length && text[i] == '}') i++;
                if (Rune.IsValid(rune)) value.Append(new Rune(rune).ToString());
                else value.Append(CultureInfo.InvariantCulture, $"\\u{rune:x}");
                return true;
        }

        var plain = c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            '\\' or '"' or '\'' or '`' or ' ' or '\n' => c,
            _ => '\0',
        };
        value.Append(plain);
        return plain != '\0';
    }

    // A byte above 127 is not a character: it keeps its escape, so that "\xe9" and "é" stay apart.
    private static void AppendByte(StringBuilder value, int code)
    {
        if (code < 128) value.Append((char)code);
        else value.Append(CultureInfo.InvariantCulture, $"\\x{code:x}");
    }

    private static int ReadDigits(string text, ref int i, int max, int radix)
    {
        var value = 0;
        for (var end = Math.Min(text.Length, i + max); i < end && Digit(text[i]) is var digit && digit < radix; i++) value = (value * radix) + digit;
        return value;
    }

    private static int Digit(char c) => char.IsAsciiHexDigit(c) ? (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10) : 99;
}
