namespace Kptn.Engine.Languages.Sql;

/// <summary>
/// Reads tokens as DuckDB's own scanner does: texts with doubled quotes, <c>E''</c> texts with backslashes, bodies between dollars, comments that nest.
/// What is not closed goes on to the end, and DuckDB says so.
/// </summary>
internal sealed class SqlTokenizer
{
    private readonly string _sql;
    private readonly List<SqlToken> _tokens = [];
    private int _at;

    private SqlTokenizer(string sql) => _sql = sql;

    /// <summary>The tokens of a script.</summary>
    public static IReadOnlyList<SqlToken> Read(string sql)
    {
        var tokenizer = new SqlTokenizer(sql);
        while (tokenizer._at < sql.Length) tokenizer.Next();
        return tokenizer._tokens;
    }

    private void Next()
    {
        var (c, start) = (_sql[_at], _at);
        if (char.IsWhiteSpace(c) || c == '\uFEFF') _at++;
        else if (c == '-' && Peek(1) == '-') SkipLine();
        else if (c == '/' && Peek(1) == '*') SkipComment();
        else if (c == '\'') Add(SqlTokenKind.Text, start, EndOfQuotes(start, '\'', hasEscapes: false));
        else if (c == '"') Add(SqlTokenKind.QuotedName, start, EndOfQuotes(start, '"', hasEscapes: false));
        else if (c == '$') Dollar(start);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) Add(SqlTokenKind.Number, start, EndOfNumber(start));
        else if (StartsName(c)) Word(start);
        else Add(SqlTokenKind.Symbol, start, start + 1);
    }

    private void Word(int start)
    {
        var end = EndOfName(start);
        var prefix = _sql.AsSpan(start, end - start);
        var quote = prefix is "u" or "U" && end + 1 < _sql.Length && _sql[end] == '&' ? end + 1 : end;
        var mark = quote < _sql.Length ? _sql[quote] : '\0';
        if (mark == '\'' && (quote > end || prefix is "e" or "E" or "x" or "X" or "b" or "B")) Add(SqlTokenKind.Text, start, EndOfQuotes(quote, '\'', prefix is "e" or "E"));
        else if (mark == '"' && quote > end) Add(SqlTokenKind.QuotedName, start, EndOfQuotes(quote, '"', hasEscapes: false));
        else Add(SqlTokenKind.Word, start, end);
    }

    private void Dollar(int start)
    {
        var end = start + 1;
        if (StartsName(Peek(1)))
        {
            while (end < _sql.Length && _sql[end] != '$' && ContinuesName(_sql[end])) end++;
        }

        if (end < _sql.Length && _sql[end] == '$')
        {
            var mark = _sql[start..(end + 1)];
            var close = _sql.IndexOf(mark, end + 1, StringComparison.Ordinal);
            Add(SqlTokenKind.Text, start, close < 0 ? _sql.Length : close + mark.Length);
        }
        else if (end > start + 1)
        {
            Add(SqlTokenKind.Parameter, start, end);
        }
        else if (char.IsAsciiDigit(Peek(1)))
        {
            while (end < _sql.Length && char.IsAsciiDigit(_sql[end])) end++;
            Add(SqlTokenKind.Parameter, start, end);
        }
        else
        {
            Add(SqlTokenKind.Symbol, start, end);
        }
    }

    private int EndOfQuotes(int open, char quote, bool hasEscapes)
    {
        for (var i = open + 1; i < _sql.Length; i++)
        {
            if (hasEscapes && _sql[i] == '\\') i++;
            else if (_sql[i] == quote && i + 1 < _sql.Length && _sql[i + 1] == quote) i++;
            else if (_sql[i] == quote) return i + 1;
        }

        return _sql.Length;
    }

    private int EndOfNumber(int start)
    {
        var end = start;
        while (end < _sql.Length && (char.IsAsciiLetterOrDigit(_sql[end]) || _sql[end] is '_' or '.'))
        {
            var isExponent = _sql[end] is 'e' or 'E' && end + 2 < _sql.Length && _sql[end + 1] is '+' or '-' && char.IsAsciiDigit(_sql[end + 2]);
            end += isExponent ? 3 : 1;
        }

        return end;
    }

    private int EndOfName(int start)
    {
        var end = start;
        while (end < _sql.Length && ContinuesName(_sql[end])) end++;
        return end;
    }

    private void SkipLine()
    {
        while (_at < _sql.Length && _sql[_at] is not ('\n' or '\r')) _at++;
    }

    private void SkipComment()
    {
        var (depth, start) = (0, _at);
        while (_at < _sql.Length)
        {
            if (_sql[_at] == '/' && Peek(1) == '*')
            {
                (depth, _at) = (depth + 1, _at + 2);
            }
            else if (_sql[_at] == '*' && Peek(1) == '/')
            {
                (depth, _at) = (depth - 1, _at + 2);
                if (depth == 0) return;
            }
            else
            {
                _at++;
            }
        }

        Add(SqlTokenKind.Symbol, start, _sql.Length);
    }

    private void Add(SqlTokenKind kind, int start, int end)
    {
        _tokens.Add(new SqlToken(kind, start, end));
        _at = end;
    }

    private char Peek(int ahead) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private static bool StartsName(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= '\u0080' && !char.IsWhiteSpace(c));

    private static bool ContinuesName(char c) => StartsName(c) || char.IsAsciiDigit(c) || c == '$';
}
