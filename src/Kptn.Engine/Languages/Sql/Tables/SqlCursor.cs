namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>Looks at a script's tokens.</summary>
/// <param name="sql">The script.</param>
/// <param name="tokens">Its tokens.</param>
internal sealed class SqlCursor(string sql, IReadOnlyList<SqlToken> tokens)
{
    /// <summary>The token.</summary>
    public SqlToken this[int i] => tokens[i];

    /// <summary>A word in capitals; empty for what is none.</summary>
    public string Word(int i, int end) => i < end && tokens[i].Kind == SqlTokenKind.Word ? tokens[i].In(sql).ToString().ToUpperInvariant() : "";

    /// <summary>Whether it is one of these words, in capitals.</summary>
    public bool Is(int i, int end, params ReadOnlySpan<string> words) => Word(i, end) is { Length: > 0 } word && words.Contains(word);

    /// <summary>Whether it is a sign.</summary>
    public bool Is(int i, int end, char sign) => i < end && tokens[i].Is(sql, sign);

    /// <summary>Skips words, as long as they are among these.</summary>
    public int Skip(int i, int end, params ReadOnlySpan<string> words)
    {
        while (Is(i, end, words)) i++;
        return i;
    }

    /// <summary>Where what a bracket opens is closed; the end where it is not.</summary>
    public int Close(int open, int end)
    {
        var depth = 0;
        for (var i = open; i < end; i++)
        {
            if (Is(i, end, '(') || Is(i, end, '[') || Is(i, end, '{')) depth++;
            else if ((Is(i, end, ')') || Is(i, end, ']') || Is(i, end, '}')) && --depth == 0) return i;
        }

        return end;
    }

    /// <summary>Reads a name of one part or several.</summary>
    /// <param name="i">Where it starts.</param>
    /// <param name="end">Where the statement ends.</param>
    /// <returns>Its parts, none where there is no name, and where it ends.</returns>
    public (List<string> Parts, int Next) Name(int i, int end)
    {
        var parts = new List<string>();
        while (i < end && Part(tokens[i]) is { } part)
        {
            parts.Add(part);
            if (!Is(i + 1, end, '.')) return (parts, i + 1);
            i += 2;
        }

        return (parts, i);
    }

    /// <summary>A text without its quotes; <see langword="null"/> for what is none.</summary>
    public string? Text(int i, int end) =>
        i < end && tokens[i].Kind == SqlTokenKind.Text && tokens[i].In(sql) is ['\'', .., '\''] quoted ? quoted[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal) : null;

    private string? Part(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Word => token.In(sql).ToString(),
        SqlTokenKind.QuotedName when token.In(sql) is ['"', .., '"'] quoted => quoted[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal),
        _ => null,
    };
}
