namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>Finds the tables of statements, by DuckDB's grammar as far as it names tables.</summary>
/// <param name="at">The tokens.</param>
/// <param name="uses">Takes what is found.</param>
internal sealed class SqlTableStatements(SqlCursor at, SqlTableUses uses)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();
    private readonly SqlTableQueries _queries = new(at, uses);

    /// <summary>Reads one statement.</summary>
    public void Read(int i, int end)
    {
        i = at.Skip(i, end, "EXPLAIN", "ANALYZE");
        if (at.Is(i, end, "PREPARE"))
        {
            while (i < end && !at.Is(i, end, "AS")) i++;
            i++;
        }

        var (body, names) = _queries.With(i, end, None);
        i = body;
        switch (at.Word(i, end))
        {
            case "INSERT":
                Changed(at.Skip(i + 1, end, "OR", "REPLACE", "IGNORE", "INTO"), end, names);
                break;
            case "UPDATE" or "MERGE" or "DELETE":
                Changed(at.Skip(i + 1, end, "INTO", "FROM"), end, names);
                break;
            case "TRUNCATE":
                Changed(at.Skip(i + 1, end, "TABLE"), end, names);
                break;
            case "ALTER":
                Altered(i + 1, end);
                break;
            case "CREATE":
                Created(i + 1, end);
                break;
            case "DROP":
                Dropped(i + 1, end);
                break;
            case "COPY":
                Copied(i + 1, end);
                break;
            case "ATTACH":
                Attached(i + 1, end);
                break;
            case "USE":
                uses.Use(at.Name(i + 1, end).Parts);
                break;
            case "SET":
                Set(i + 1, end);
                break;
            case "BEGIN" or "START" or "COMMIT" or "ROLLBACK" or "ABORT" or "END" or "CHECKPOINT" or "PRAGMA" or "DETACH" or "EXECUTE" or "DEALLOCATE" or "LOAD" or "INSTALL" or "RESET" or "COMMENT" or "VACUUM" or "EXPORT" or "IMPORT":
                break;
            default:
                _queries.Read(i, end, names);
                break;
        }
    }

    // The rest holds what it is changed with: FROM, USING and queries in brackets.
    private void Changed(int i, int end, IReadOnlySet<string> names)
    {
        var (parts, next) = at.Name(i, end);
        if (parts.Count > 0) uses.Change(parts, at[i]);
        next = at.Skip(next, end, "AS");
        if (next < end && at[next].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName && !at.Is(next, end, "USING", "SET", "WHERE", "SELECT", "FROM", "WITH", "VALUES", "BY", "DEFAULT", "RETURNING")) next++;
        if (at.Is(next, end, "USING")) _queries.ReadTables(next + 1, end, names);
        else _queries.Read(next, end, names);
    }

    private void Altered(int i, int end)
    {
        if (!at.Is(i, end, "TABLE", "VIEW")) return;
        i = at.Skip(i + 1, end, "IF", "EXISTS");
        var (parts, next) = at.Name(i, end);
        if (parts.Count == 0) return;
        if (!at.Is(next, end, "RENAME") || !at.Is(next + 1, end, "TO"))
        {
            uses.Change(parts, at[i]);
            return;
        }

        uses.Read(parts, at[i]);
        uses.Drop(parts, at[i]);
        var (to, _) = at.Name(next + 2, end);
        if (to.Count == 1) uses.Make([.. parts[..^1], to[0]], at[next + 2], isTemporary: false);
    }

    private void Created(int i, int end)
    {
        var isTemporary = false;
        for (; at.Is(i, end, "OR", "REPLACE", "TEMP", "TEMPORARY", "PERSISTENT", "LOCAL", "GLOBAL", "UNIQUE", "RECURSIVE", "MATERIALIZED"); i++) isTemporary |= at.Is(i, end, "TEMP", "TEMPORARY");
        var what = at.Word(i, end);
        i = at.Skip(i + 1, end, "IF", "NOT", "EXISTS");
        if (what is "MACRO" or "FUNCTION")
        {
            Macro(i, end);
        }
        else if (what == "INDEX")
        {
            while (i < end && !at.Is(i, end, "ON")) i++;
            if (at.Name(i + 1, end) is { Parts.Count: > 0 } table) uses.Change(table.Parts, at[i + 1]);
        }
        else if (what is "TABLE" or "VIEW")
        {
            Made(i, end, isTemporary);
        }
        else
        {
            _queries.ReadExpression(i, end, None);
        }
    }

    // What it is made of comes first: CREATE OR REPLACE TABLE t AS SELECT … FROM t reads the t that was there.
    private void Made(int i, int end, bool isTemporary)
    {
        var (parts, next) = at.Name(i, end);
        if (parts.Count == 0) return;
        if (at.Is(next, end, '('))
        {
            var close = at.Close(next, end);
            for (var j = next; j < close; j++)
            {
                if (at.Is(j, close, "REFERENCES") && at.Name(j + 1, close) is { Parts.Count: > 0 } other) uses.Read(other.Parts, at[j + 1]);
            }

            next = close + 1;
        }

        if (at.Is(next, end, "AS")) _queries.ReadBody(next + 1, end, None);
        uses.Make(parts, at[i], isTemporary);
    }

    private void Macro(int i, int end)
    {
        for (; i < end; i++)
        {
            if (!at.Is(i, end, "AS")) continue;
            if (at.Is(i + 1, end, "TABLE")) _queries.ReadBody(i + 2, end, None);
            else _queries.ReadExpression(i + 1, end, None);
            return;
        }
    }

    private void Dropped(int i, int end)
    {
        if (!at.Is(i, end, "TABLE", "VIEW")) return;
        i = at.Skip(i + 1, end, "IF", "EXISTS");
        while (at.Name(i, end) is { Parts.Count: > 0 } table)
        {
            uses.Drop(table.Parts, at[i]);
            if (!at.Is(table.Next, end, ',')) return;
            i = table.Next + 1;
        }
    }

    private void Copied(int i, int end)
    {
        if (at.Is(i, end, '('))
        {
            _queries.ReadExpression(i, end, None);
            return;
        }

        var (parts, next) = at.Name(i, end);
        if (parts.Count == 0 || (at.Is(i, end, "FROM") && at.Is(i + 1, end, "DATABASE"))) return;
        if (at.Is(next, end, '(')) next = at.Close(next, end) + 1;
        if (at.Is(next, end, "FROM")) uses.Change(parts, at[i]);
        else uses.Read(parts, at[i]);
    }

    private void Attached(int i, int end)
    {
        i = at.Skip(i, end, "OR", "REPLACE", "DATABASE", "IF", "NOT", "EXISTS");
        var path = at.Text(i, end);
        var alias = at.Is(i + 1, end, "AS") ? at.Name(i + 2, end).Parts : [];
        if (alias.Count == 1) uses.Attach(alias[0]);
        else if (path is { Length: > 0 }) uses.Attach(Path.GetFileNameWithoutExtension(path));
    }

    private void Set(int i, int end)
    {
        i = at.Skip(i, end, "SESSION", "GLOBAL", "LOCAL");
        if (!at.Is(i, end, "SCHEMA", "SEARCH_PATH"))
        {
            _queries.ReadExpression(i, end, None);
            return;
        }

        i++;
        if (at.Is(i, end, '=') || at.Is(i, end, "TO")) i++;
        if (at.Text(i, end) is { } text) uses.Use(text.Split(',')[0].Trim().Split('.'));
        else uses.Use(at.Name(i, end).Parts);
    }
}
