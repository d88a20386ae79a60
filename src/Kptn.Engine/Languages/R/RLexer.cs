using System.Globalization;

namespace Kptn.Engine.Languages.R;

/// <summary>Splits R source into tokens. Comments, white space and line ends that do not end a statement are left out.</summary>
internal sealed class RLexer
{
    private static readonly string[] Operators =
    [
        "<<-", "->>", ":::", "<-", "->", "<=", ">=", "==", "!=", "|>", "||", "&&", "::", ":=", "**",
        "+", "-", "*", "/", "^", "<", ">", "=", "!", "&", "|", "~", "?", ":", "$", "@", ",",
    ];

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "if", "else", "repeat", "while", "function", "for", "in", "next", "break", "TRUE", "FALSE", "NULL", "Inf", "NaN",
        "NA", "NA_integer_", "NA_real_", "NA_character_", "NA_complex_",
    };

    private readonly string _text;
    private readonly List<RToken> _tokens = [];
    private readonly Stack<(char Close, RToken Token)> _open = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private RLexer(string text) => _text = text;

    private RSyntaxError? Error { get; set; }

    /// <summary>Splits a text whose lines end with LF.</summary>
    public static (IReadOnlyList<RToken> Tokens, RSyntaxError? Error) Split(string text)
    {
        var lexer = new RLexer(text);
        lexer.Run();
        return (lexer._tokens, lexer.Error);
    }

    private void Run()
    {
        while (Error is null && _at < _text.Length) Next();
        if (Error is null && _open.TryPeek(out var open)) Error = new RSyntaxError($"'{open.Token.Text}' is never closed", open.Token.Line, open.Token.Column);
        Add(RTokenKind.End, "", _at);
    }

    private void Next()
    {
        var c = _text[_at];
        if (c == '\n')
        {
            if (BreaksCount) Add(RTokenKind.Break, "", _at);
            _at++;
            NewLine(_at);
        }
        else if (c is ' ' or '\t' or '\f' or '\r' or '\u00a0') _at++;
        else if (c == '#') SkipComment();
        else if (c == ';') Add(RTokenKind.Break, "", _at++);
        else if (c is '"' or '\'') Quoted(c, RTokenKind.String);
        else if (c == '`') Quoted(c, RTokenKind.Name);
        else if (c is 'r' or 'R' && RStrings.RawStart(_text, _at) is { } raw) RawString(raw);
        else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))) Number();
        else if (IsNameStart(c)) Name();
        else Operator(c);
    }

    private bool BreaksCount => !_open.TryPeek(out var open) || open.Close == '}';

    private void SkipComment()
    {
        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private void Quoted(char quote, RTokenKind kind)
    {
        var (start, line, column) = (_at, _line, _at - _lineStart + 1);
        if (RStrings.Read(_text, start, quote, out var end, out var problem) is not { } value)
        {
            Error = new RSyntaxError(problem, line, column);
            return;
        }

        CountLines(start, end);
        _at = end;
        _tokens.Add(new RToken(kind, value, line, column));
    }

    private void RawString((int ContentStart, string Close) raw)
    {
        var end = _text.IndexOf(raw.Close, raw.ContentStart, StringComparison.Ordinal);
        if (end < 0)
        {
            Fail("this raw string is never closed");
            return;
        }

        Add(RTokenKind.String, _text[raw.ContentStart..end], _at);
        CountLines(_at, end);
        _at = end + raw.Close.Length;
    }

    private void Number()
    {
        var start = _at;
        var value = RNumbers.Read(_text, ref _at);
        Add(RTokenKind.Number, value, start);
    }

    private void Name()
    {
        var start = _at;
        while (_at < _text.Length && IsNamePart(_text[_at])) _at++;
        var name = _text[start.._at];
        Add(Keywords.Contains(name) ? RTokenKind.Keyword : RTokenKind.Name, name, start);
    }

    private void Operator(char c)
    {
        switch (c)
        {
            case '(' or '{':
                Open(c.ToString(), c == '(' ? ')' : '}');
                return;
            case '[':
                if (_at + 1 < _text.Length && _text[_at + 1] == '[') Open("[[", 'D');
                else Open("[", ']');
                return;
            case ')' or ']' or '}':
                Close(c);
                return;
            case '\\':
                Add(RTokenKind.Keyword, "function", _at++);
                return;
            case '%':
                Percent();
                return;
        }

        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(_text, _at, op, 0, op.Length) != 0) continue;
            Add(RTokenKind.Operator, op == "**" ? "^" : op, _at);
            _at += op.Length;
            return;
        }

        Fail($"unexpected character '{c}'");
    }

    private void Percent()
    {
        var end = _text.AsSpan(_at + 1).IndexOfAny('%', '\n');
        if (end < 0 || _text[_at + 1 + end] != '%')
        {
            Fail("unexpected character '%'");
            return;
        }

        Add(RTokenKind.Operator, _text.Substring(_at, end + 2), _at);
        _at += end + 2;
    }

    private void Open(string text, char close)
    {
        Add(RTokenKind.Operator, text, _at);
        _open.Push((close, _tokens[^1]));
        _at += text.Length;
    }

    private void Close(char c)
    {
        var isDouble = _open.TryPeek(out var open) && open.Close == 'D' && c == ']' && _at + 1 < _text.Length && _text[_at + 1] == ']';
        if (!isDouble && (_open.Count == 0 || open.Close != c))
        {
            Fail($"unexpected '{c}'");
            return;
        }

        _open.Pop();
        Add(RTokenKind.Operator, isDouble ? "]]" : c.ToString(), _at);
        _at += isDouble ? 2 : 1;
    }

    private void CountLines(int from, int to)
    {
        for (var i = _text.IndexOf('\n', from, to - from); i >= 0; i = _text.IndexOf('\n', i + 1, to - i - 1)) NewLine(i + 1);
    }

    private void NewLine(int start) => (_line, _lineStart) = (_line + 1, start);

    private void Add(RTokenKind kind, string text, int at) => _tokens.Add(new RToken(kind, text, _line, at - _lineStart + 1));

    private void Fail(string message) => Error = new RSyntaxError(message, _line, _at - _lineStart + 1);

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '.' or '_' || IsForeign(c);

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' || IsForeign(c);

    private static bool IsForeign(char c) =>
        c > 127 && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark);
}
