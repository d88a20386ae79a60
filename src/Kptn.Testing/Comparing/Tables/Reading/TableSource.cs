using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Comparing.Tables.Tallying;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>A file that can be read as a table, again and again.</summary>
internal sealed class TableSource : ITableSource
{
    private readonly string _path;
    private readonly byte _delimiter;
    private readonly IReadOnlyList<string>? _jsonColumns;
    private readonly Scrubs _scrubs;
    private readonly IReadOnlyList<RowCondition> _conditions;

    /// <param name="path">The file.</param>
    /// <param name="shownPath">The path whose extension tells how it is written.</param>
    /// <param name="settings">How tables are compared.</param>
    /// <param name="when">Which file it is for messages, as in <c> of the old file</c>; empty where there is one only.</param>
    /// <exception cref="NotATableException">It is no table.</exception>
    public TableSource(string path, string shownPath, CompareSettings settings, string when = "")
    {
        (_path, Size, _conditions) = (path, new FileInfo(path).Length, settings.Where);
        _scrubs = new Scrubs(settings.Scrub);
        if (IsJsonLines(shownPath)) _jsonColumns = JsonLinesColumns.Of(path, when);
        else _delimiter = Delimiters.Of(path, shownPath);
    }

    private bool IsPlain => _scrubs.IsEmpty && _conditions.Count == 0;

    /// <summary>Bytes.</summary>
    public long Size { get; }

    /// <summary>The file.</summary>
    public string Path => _path;

    /// <summary>Whether a path is one of JSON lines.</summary>
    public static bool IsJsonLines(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".ndjson" or ".jsonlines";

    /// <summary>Opens it.</summary>
    public IRowReader Open()
    {
        IRowReader rows = _jsonColumns is null ? new CsvRows(_path, _delimiter) : new JsonLinesRows(_path, _jsonColumns);
        return IsPlain ? rows : new PreparedRows(rows, _scrubs, _conditions);
    }

    /// <summary>Opens it for the first cells of rows that are sought one by one; each may have more.</summary>
    public IRowReader Open(int cells) => _jsonColumns is null && IsPlain ? new CsvRows(_path, _delimiter, cells) : Open();

    public long[] Lines(long[] offsets) => LineNumbers.Of(_path, offsets);

    public IReadOnlyDictionary<int, ColumnStatistics> Describe(IReadOnlyCollection<int> places, CancellationToken cancellation) => TableStatistics.Of(this, places, cancellation);
}
