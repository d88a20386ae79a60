namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>Gathers how a script uses tables, in the order in which it does.</summary>
/// <param name="sql">The script.</param>
internal sealed class SqlTableUses(string sql)
{
    private static readonly string[] Hidden = ["information_schema", "pg_catalog", "temp", "system"];
    private static readonly string[] FileEndings = [".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson", ".txt", ".gz", ".zst", ".xlsx"];

    private readonly OrderedDictionary<string, SqlTableName> _reads = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, SqlTableName> _writes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.OrdinalIgnoreCase);
    private string _catalog = "";
    private string _schema = SqlTableName.MainSchema;
    private int _line = 1;
    private int _counted;

    /// <summary>What was found.</summary>
    public SqlTables All => new([.. _reads.Values], [.. _writes.Values]);

    /// <summary>Another database was attached under a name.</summary>
    public void Attach(string name) => _others.Add(name);

    /// <summary>What names without a schema mean from now on.</summary>
    public void Use(IReadOnlyList<string> parts)
    {
        if (parts.Count == 0) return;
        (_catalog, _schema) = parts.Count > 1 ? (parts[^2], parts[^1])
            : _others.Contains(parts[0]) ? (parts[0], SqlTableName.MainSchema)
            : ("", parts[0]);
    }

    /// <summary>A table is queried.</summary>
    public void Read(IReadOnlyList<string> parts, SqlToken at)
    {
        if (Name(parts, at) is { } name && !_made.Contains(name.Key)) _reads.TryAdd(name.Key, name);
    }

    /// <summary>A table that must be there is changed.</summary>
    public void Change(IReadOnlyList<string> parts, SqlToken at)
    {
        if (Name(parts, at) is not { } name || _made.Contains(name.Key)) return;
        _reads.TryAdd(name.Key, name);
        _writes.TryAdd(name.Key, name);
    }

    /// <summary>A table is made.</summary>
    public void Make(IReadOnlyList<string> parts, SqlToken at, bool isTemporary)
    {
        if (Name(parts, at) is not { } name) return;
        _made.Add(name.Key);
        if (!isTemporary) _writes.TryAdd(name.Key, name);
    }

    /// <summary>A table is dropped: nothing is left of one that the script had made.</summary>
    public void Drop(IReadOnlyList<string> parts, SqlToken at)
    {
        if (Name(parts, at) is not { } name) return;
        if (_made.Remove(name.Key)) _writes.Remove(name.Key);
        else _writes.TryAdd(name.Key, name);
    }

    private SqlTableName? Name(IReadOnlyList<string> parts, SqlToken at)
    {
        var (catalog, schema, table) = parts.Count switch
        {
            1 => (_catalog, _schema, parts[0]),
            2 => ("", parts[0], parts[1]),
            3 => (parts[0], parts[1], parts[2]),
            _ => ("", "", ""),
        };
        if (table.Length == 0 || _others.Contains(catalog.Length > 0 ? catalog : schema) || Hidden.Contains(schema.ToLowerInvariant()) || Hidden.Contains(catalog.ToLowerInvariant())) return null;
        if (table.Contains('/', StringComparison.Ordinal) || FileEndings.Any(ending => table.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return null;
        var line = Line(at.Start);
        return new SqlTableName(catalog, schema, table, line, at.Start - sql.AsSpan(0, at.Start).LastIndexOf('\n'));
    }

    private int Line(int start)
    {
        if (start < _counted) (_line, _counted) = (1, 0);
        _line += sql.AsSpan(_counted, start - _counted).Count('\n');
        _counted = start;
        return _line;
    }
}
