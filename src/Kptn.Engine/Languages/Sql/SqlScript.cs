using Kptn.Engine.Languages.Sql.Paths;

namespace Kptn.Engine.Languages.Sql;

/// <summary>A script in statements.</summary>
/// <param name="Statements">Its statements that are more than comments.</param>
internal sealed record SqlScript(IReadOnlyList<SqlStatement> Statements)
{
    /// <summary>Whether it may change more than tables and its own connection, such as settings and attached databases, which a next script would find changed.</summary>
    public bool ChangesMore => Statements.Any(statement => statement.Words is ["ATTACH" or "DETACH" or "SET" or "RESET" or "PRAGMA" or "LOAD" or "INSTALL" or "CALL" or "IMPORT", ..]);

    /// <summary>Takes a script apart.</summary>
    /// <param name="sql">Its text.</param>
    public static SqlScript Read(string sql) => Read(sql, SqlTokenizer.Read(sql));

    /// <summary>Takes a script apart.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="tokens">Its tokens.</param>
    public static SqlScript Read(string sql, IReadOnlyList<SqlToken> tokens)
    {
        var statements = new List<SqlStatement>();
        var (from, line, counted) = (0, 1, 0);
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (i < tokens.Count && !tokens[i].Is(sql, ';')) continue;
            if (i > from)
            {
                var start = tokens[from].Start;
                line += sql.AsSpan(counted, start - counted).Count('\n');
                counted = start;
                statements.Add(Statement(sql, tokens, from, i, statements.Count + 1, line));
            }

            from = i + 1;
        }

        return new SqlScript(statements);
    }

    private static SqlStatement Statement(string sql, IReadOnlyList<SqlToken> tokens, int from, int to, int number, int line)
    {
        var start = tokens[from].Start;
        var text = sql[start..tokens[to - 1].End].ToCharArray();
        var colons = new SqlColons(sql);
        var parameters = new List<SqlParameter>();
        for (var i = from; i < to; i++)
        {
            var token = tokens[i];
            var isParameter = colons.Take(token) && i + 1 < to && IsName(sql, token, tokens[i + 1]);
            if (!isParameter && token.Kind != SqlTokenKind.Parameter) continue;
            var name = token.Kind == SqlTokenKind.Parameter ? token.In(sql)[1..].ToString() : tokens[i + 1].In(sql).ToString();
            text[token.Start - start] = '$';
            parameters.Add(new SqlParameter(name, token.Start - start, line + sql.AsSpan(start, token.Start - start).Count('\n')));
        }

        var words = new List<string>();
        for (var i = from; i < to && words.Count < 8 && tokens[i].Kind == SqlTokenKind.Word; i++) words.Add(tokens[i].In(sql).ToString().ToUpperInvariant());
        return new SqlStatement(number, line, new string(text), parameters) { Words = words, Paths = SqlPaths.Of(sql, tokens, from, to, parameters) };
    }

    private static bool IsName(string sql, SqlToken colon, SqlToken next) =>
        next.Kind == SqlTokenKind.Word && next.Start == colon.End && !next.In(sql).Contains('$');
}
