namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>Finds the tables that queries read.</summary>
/// <param name="at">The tokens.</param>
/// <param name="uses">Takes what is found.</param>
internal sealed class SqlTableQueries(SqlCursor at, SqlTableUses uses)
{
    private const int Deepest = 200;
    private int _depth;

    /// <summary>Reads a query that may begin with its common table expressions.</summary>
    /// <param name="i">Where it starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="names">Names that are no tables here, in small letters.</param>
    public void ReadBody(int i, int end, IReadOnlySet<string> names)
    {
        var (body, known) = With(i, end, names);
        Read(body, end, known);
    }

    /// <summary>Reads the common table expressions at the start.</summary>
    /// <returns>Where the statement itself starts, and the names that are no tables in it.</returns>
    public (int Next, IReadOnlySet<string> Names) With(int i, int end, IReadOnlySet<string> names)
    {
        if (!at.Is(i, end, "WITH")) return (i, names);
        var isRecursive = at.Is(++i, end, "RECURSIVE");
        if (isRecursive) i++;
        var known = names.ToHashSet(StringComparer.Ordinal);
        while (at.Name(i, end) is { Parts: [var name], Next: var next })
        {
            i = next;
            while (i < end && !at.Is(i, end, "AS")) i = at.Is(i, end, '(') ? at.Close(i, end) + 1 : i + 1;
            i = at.Skip(i, end, "AS", "NOT", "MATERIALIZED");
            if (!at.Is(i, end, '(')) break;
            var close = at.Close(i, end);
            if (isRecursive) known.Add(name.ToLowerInvariant());
            ReadBody(i + 1, close, known);
            known.Add(name.ToLowerInvariant());
            i = close + 1;
            if (!at.Is(i, end, ',')) break;
            i++;
        }

        return (i, known);
    }

    /// <summary>Reads a query.</summary>
    public void Read(int i, int end, IReadOnlySet<string> names)
    {
        var word = at.Word(i, end);
        if (word is "DESCRIBE" or "DESC" or "SUMMARIZE" or "SHOW" or "TABLE" or "PIVOT" or "PIVOT_WIDER" or "UNPIVOT" or "PIVOT_LONGER")
        {
            if (word == "SHOW" && at.Is(i + 1, end, "TABLES", "ALL", "DATABASES", "SCHEMAS", "COLUMNS", "VARIABLES")) return;
            i = at.Skip(i + 1, end, "TABLE");
            var on = word.Contains("PIVOT", StringComparison.Ordinal) ? On(i, end) : end;
            if (at.Is(i, end, "SELECT", "WITH")) ReadBody(i, end, names);
            else ReadTables(i, on, names);
            ReadExpression(on, end, names);
            return;
        }

        Walk(i, end, names, isInFrom: false, expectsTable: false);
    }

    /// <summary>Reads what follows FROM.</summary>
    public void ReadTables(int i, int end, IReadOnlySet<string> names) => Walk(i, end, names, isInFrom: true, expectsTable: true);

    /// <summary>Reads an expression: FROM is a word of its own there, as in EXTRACT, but a query in brackets is one.</summary>
    public void ReadExpression(int i, int end, IReadOnlySet<string> names)
    {
        for (; i < end; i++)
        {
            if (at.Is(i, end, '(')) i = Brackets(i, end, names, expectsTable: false);
        }
    }

    private void Walk(int i, int end, IReadOnlySet<string> names, bool isInFrom, bool expectsTable)
    {
        for (var first = i; i < end; i++)
        {
            if (at.Is(i, end, '('))
            {
                i = Brackets(i, end, names, expectsTable);
                expectsTable = false;
            }
            else if (at.Is(i, end, '[') || at.Is(i, end, '{'))
            {
                var close = at.Close(i, end);
                ReadExpression(i + 1, close, names);
                i = close;
            }
            else if (at.Is(i, end, ','))
            {
                expectsTable = isInFrom;
            }
            else if (at.Is(i, end, "FROM") && !IsDistinctFrom(i, first, end))
            {
                (isInFrom, expectsTable) = (true, true);
            }
            else if (at.Is(i, end, "JOIN"))
            {
                (isInFrom, expectsTable) = (true, true);
            }
            else if (at.Is(i, end, "WHERE", "GROUP", "ORDER", "HAVING", "WINDOW", "QUALIFY", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "SELECT", "SET", "RETURNING", "VALUES"))
            {
                (isInFrom, expectsTable) = (false, false);
            }
            else if (expectsTable && !at.Is(i, end, "LATERAL", "ONLY"))
            {
                i = Table(i, end, names, ref expectsTable) - 1;
            }
        }
    }

    private int Table(int i, int end, IReadOnlySet<string> names, ref bool expectsTable)
    {
        var (parts, next) = at.Name(i, end);
        expectsTable = parts.Count > 0 && at.Is(next, end, ':') && !at.Is(next + 1, end, ':');
        if (expectsTable) return next + 1;
        if (parts.Count == 0) return i + 1;
        var isFunction = at.Is(next, end, '(') && at[i].Kind == SqlTokenKind.Word;
        if (!isFunction && !(parts.Count == 1 && names.Contains(parts[0].ToLowerInvariant()))) uses.Read(parts, at[i]);
        return next;
    }

    private int Brackets(int open, int end, IReadOnlySet<string> names, bool expectsTable)
    {
        var close = at.Close(open, end);
        if (_depth++ < Deepest)
        {
            if (IsQuery(open + 1, close)) ReadBody(open + 1, close, names);
            else if (expectsTable) ReadTables(open + 1, close, names);
            else ReadExpression(open + 1, close, names);
        }

        _depth--;
        return close;
    }

    private bool IsQuery(int i, int end)
    {
        while (at.Is(i, end, '(')) i++;
        return at.Is(i, end, "SELECT", "WITH", "FROM", "VALUES", "DESCRIBE", "SUMMARIZE", "SHOW", "PIVOT", "UNPIVOT") || (at.Is(i, end, "TABLE") && at.Name(i + 1, end).Parts.Count > 0);
    }

    private int On(int i, int end)
    {
        while (i < end && !at.Is(i, end, "ON")) i = at.Is(i, end, '(') ? at.Close(i, end) + 1 : i + 1;
        return Math.Min(i, end);
    }

    private bool IsDistinctFrom(int i, int first, int end) =>
        i - 2 >= first && at.Is(i - 1, end, "DISTINCT") && at.Is(i - 2, end, "IS", "NOT");
}
