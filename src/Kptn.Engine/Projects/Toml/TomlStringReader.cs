using System.Buffers;
using System.Text;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads the four kinds of strings.</summary>
internal sealed class TomlStringReader(TomlCursor cursor)
{
    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f";

    private static readonly SearchValues<char> BasicStops = SearchValues.Create("\"\\" + Controls);
    private static readonly SearchValues<char> LiteralStops = SearchValues.Create("'" + Controls);
    private readonly StringBuilder _built = new();

    /// <summary>Reads the string that starts here; <see langword="null"/> on an error.</summary>
    public string? Read()
    {
        var quote = cursor.Current;
        return cursor.Peek(1) == quote && cursor.Peek(2) == quote ? ReadMultiLine(quote) : ReadLine(quote);
    }

    /// <summary>As <see cref="Read"/>, but on one line.</summary>
    public string? ReadKey()
    {
        var quote = cursor.Current;
        if (cursor.Peek(1) != quote || cursor.Peek(2) != quote) return ReadLine(quote);
        cursor.Fail(cursor.Here, "a key cannot be a multi-line string", $"a key in single {quote} marks");
        return null;
    }

    private string? ReadLine(char quote)
    {
        var start = cursor.Here;
        cursor.Position++;
        _built.Clear();
        while (true)
        {
            var chunk = Chunk(quote);
            if (cursor.Current == quote && !cursor.AtEnd)
            {
                cursor.Position++;
                return _built.Length == 0 ? chunk.ToString() : _built.Append(chunk).ToString();
            }

            _built.Append(chunk);
            if (cursor.AtEnd || cursor.AtLineBreak) return Unclosed(start, quote.ToString());
            if (cursor.Current == '\\' ? !Escape() : !cursor.FailControl()) return null;
        }
    }

    private string? ReadMultiLine(char quote)
    {
        var start = cursor.Here;
        cursor.Position += 3;
        cursor.TakeLineBreak();
        _built.Clear();
        while (true)
        {
            _built.Append(Chunk(quote));
            if (cursor.AtEnd) return Unclosed(start, new string(quote, 3));
            if (cursor.TakeLineBreak()) _built.Append('\n');
            else if (cursor.Current == '\\' && quote == '"')
            {
                if (!TrimLineBreak() && !Escape()) return null;
            }
            else if (cursor.Current != quote)
            {
                cursor.FailControl();
                return null;
            }
            else if (TakeQuotes(quote)) return _built.ToString();
        }
    }

    /// <summary>Takes a run of quotes; the last three of up to five close the string.</summary>
    private bool TakeQuotes(char quote)
    {
        var count = 0;
        while (count < 5 && cursor.Take(quote)) count++;
        _built.Append(quote, count < 3 ? count : count - 3);
        return count >= 3;
    }

    private ReadOnlySpan<char> Chunk(char quote)
    {
        var start = cursor.Position;
        var length = cursor.Rest.IndexOfAny(quote == '"' ? BasicStops : LiteralStops);
        cursor.Position = length < 0 ? cursor.Text.Length : start + length;
        return cursor.Text.AsSpan(start, cursor.Position - start);
    }

    private bool TrimLineBreak()
    {
        var start = cursor.Position;
        cursor.Position++;
        cursor.SkipBlanks();
        if (!cursor.TakeLineBreak())
        {
            cursor.Position = start;
            return false;
        }

        do cursor.SkipBlanks();
        while (cursor.TakeLineBreak());
        return true;
    }

    private bool Escape()
    {
        var plain = cursor.Peek(1) switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '"' => '"',
            '\\' => '\\',
            _ => '\0',
        };
        if (plain != '\0')
        {
            _built.Append(plain);
            cursor.Position += 2;
            return true;
        }

        return cursor.Peek(1) switch
        {
            'u' => Unicode(4),
            'U' => Unicode(8),
            _ => cursor.Fail(
                cursor.Here,
                $"unknown escape '\\{EscapeName()}' in a string",
                @"\b \t \n \f \r \"" \\ \uXXXX \UXXXXXXXX",
                @"write '\\' for a backslash, or put the string in single quotes"),
        };
    }

    private bool Unicode(int digits)
    {
        var value = 0u;
        for (var i = 0; i < digits; i++)
        {
            var c = cursor.Peek(2 + i);
            if (!char.IsAsciiHexDigit(c)) return cursor.Fail(cursor.Here, $"'\\{cursor.Peek(1)}' needs {digits} hexadecimal digits");
            value = (value << 4) | (uint)Convert.ToInt32(c.ToString(), 16);
        }

        if (!Rune.TryCreate(value, out var rune)) return cursor.Fail(cursor.Here, $"U+{value:X4} is not a Unicode character");
        _built.Append(rune);
        cursor.Position += 2 + digits;
        return true;
    }

    private string EscapeName() => Rune.TryGetRuneAt(cursor.Text, Math.Min(cursor.Position + 1, cursor.Text.Length - 1), out var rune) ? Shown.Text(rune.ToString()) : "";

    private string? Unclosed(Place start, string quotes)
    {
        cursor.Fail(start, "the string that starts here is never closed", $"{quotes} at its end");
        return null;
    }
}
