using System.Text.RegularExpressions;
using Kptn.Engine.Languages.Sql.Tables;

namespace Kptn.Engine.Languages.Sql.Paths;

/// <summary>
/// Finds the files that a statement names by relative paths: DuckDB would take them from the folder in which kptn was started, which says nothing about
/// the project, and is the real one in a test.
/// </summary>
internal sealed partial class SqlPaths
{
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "GLOB", "PARQUET_BLOOM_PROBE", "PARQUET_FILE_METADATA", "PARQUET_KV_METADATA", "PARQUET_METADATA", "PARQUET_SCAN", "PARQUET_SCHEMA", "READ_BLOB", "READ_CSV",
        "READ_CSV_AUTO", "READ_JSON", "READ_JSON_AUTO", "READ_JSON_OBJECTS", "READ_JSON_OBJECTS_AUTO", "READ_NDJSON", "READ_NDJSON_AUTO", "READ_NDJSON_OBJECTS",
        "READ_PARQUET", "READ_TEXT", "SNIFF_CSV",
    };

    private readonly SqlCursor _tokens;
    private readonly int _from;
    private readonly int _end;
    private readonly int _offset;
    private readonly IReadOnlyList<SqlParameter> _parameters;
    private readonly List<SqlPath> _found = [];

    private SqlPaths(SqlCursor tokens, int from, int end, IReadOnlyList<SqlParameter> parameters) =>
        (_tokens, _from, _end, _offset, _parameters) = (tokens, from, end, tokens[from].Start, parameters);

    /// <summary>Looks at a statement.</summary>
    /// <param name="sql">The script.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="from">The first of the statement.</param>
    /// <param name="end">Its end, exclusive.</param>
    /// <param name="parameters">Its parameters.</param>
    public static IReadOnlyList<SqlPath> Of(string sql, IReadOnlyList<SqlToken> tokens, int from, int end, IReadOnlyList<SqlParameter> parameters)
    {
        var paths = new SqlPaths(new SqlCursor(sql, tokens), from, end, parameters);
        paths.Look();
        return paths._found;
    }

    /// <summary>Whether a text is a relative path of a file, where it is a path at all: not absolute, no place such as s3://, no drive, not :memory:.</summary>
    public static bool IsRelative(string text) => text.Length > 0 && !FromElsewhere().IsMatch(text);

    /// <summary>Whether a text behind FROM is a file.</summary>
    public static bool IsFile(string text) => NameOfFile().IsMatch(text);

    private void Look()
    {
        var first = _tokens.Word(_from, _end);
        for (var i = _from; i < _end; i++)
        {
            if (first == "COPY" && _tokens.Is(i, _end, "TO")) Add(_tokens.Is(i + 1, _end, '(') ? i + 2 : i + 1, isRead: false);
            else if (_tokens.Is(i, _end, "FROM", "JOIN")) LookAtTable(i, isCopy: first == "COPY");
            else if (Readers.Contains(_tokens.Word(i, _end)) && _tokens.Is(i + 1, _end, '(')) LookAtArgument(i + 2);
        }

        if (first is "ATTACH") Add(_tokens.Skip(_from, _end, "ATTACH", "OR", "REPLACE", "DATABASE", "IF", "NOT", "EXISTS"), isRead: true);
        if (first is "EXPORT" or "IMPORT") LookAtFolder(first == "IMPORT");
    }

    private void LookAtTable(int i, bool isCopy)
    {
        if (IsOperator(i)) return;
        for (var at = i + 1; at < _end; at++)
        {
            var next = Source(at, isCopy);
            if (next == at) return;
            at = _tokens.Skip(next, _end, "AS");
            if (at < _end && _tokens[at].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName) at++;
            if (_tokens.Is(at, _end, '(')) at = _tokens.Close(at, _end) + 1;
            if (!_tokens.Is(at, _end, ',')) return;
        }
    }

    // Where what rows come from ends: a file, a subquery, a table, or a function.
    private int Source(int at, bool isCopy)
    {
        if (ParameterAt(at) is not null || (_tokens.Text(at, _end) is { } text && (isCopy || IsFile(text))))
        {
            Add(at, isRead: true, mayBeTable: !isCopy);
            return at + (_tokens.Is(at, _end, ':') ? 2 : 1);
        }

        var next = _tokens.Is(at, _end, '(') ? at : _tokens.Name(at, _end).Next;
        return _tokens.Is(next, _end, '(') ? _tokens.Close(next, _end) + 1 : next;
    }

    // FROM stands in EXTRACT, SUBSTRING, TRIM and IS DISTINCT FROM too; the texts behind it there are no names of files.
    private bool IsOperator(int i)
    {
        if (i > _from && _tokens.Is(i - 1, _end, "DISTINCT")) return true;
        for (int at = i - 1, depth = 0; at > _from; at--)
        {
            if (_tokens.Is(at, _end, ')')) depth++;
            else if (_tokens.Is(at, _end, '(') && depth-- == 0) return _tokens.Is(at - 1, _end, "EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION");
        }

        return false;
    }

    private void LookAtArgument(int at)
    {
        if (!_tokens.Is(at, _end, '['))
        {
            Add(at, isRead: true);
            return;
        }

        var close = _tokens.Close(at, _end);
        for (var i = at + 1; i < close; i++)
        {
            if (_tokens.Is(i - 1, _end, '[') || _tokens.Is(i - 1, _end, ',')) Add(i, isRead: true);
        }
    }

    private void LookAtFolder(bool isRead)
    {
        for (var i = _from; i < _end; i++)
        {
            if (_tokens.Text(i, _end) is null) continue;
            Add(i, isRead);
            return;
        }
    }

    private void Add(int i, bool isRead, bool mayBeTable = false)
    {
        if (ParameterAt(i) is { } parameter) _found.Add(new SqlPath(parameter.Start, parameter.End, "", isRead) { Parameter = parameter.Name, MayBeTable = mayBeTable });
        else if (_tokens.Text(i, _end) is { } text && IsRelative(text)) _found.Add(new SqlPath(_tokens[i].Start - _offset, _tokens[i].End - _offset, text, isRead));
    }

    private SqlParameter? ParameterAt(int i)
    {
        if (i >= _end) return null;
        var start = _tokens[i].Start - _offset;
        return _parameters.FirstOrDefault(parameter => parameter.Start == start) is { Name: not null } found ? found : null;
    }

    [GeneratedRegex(@"\.[A-Za-z0-9_]{1,12}$")]
    private static partial Regex NameOfFile();

    [GeneratedRegex(@"^([/\\~:]|[A-Za-z][A-Za-z0-9+.-]*:)")]
    private static partial Regex FromElsewhere();
}
