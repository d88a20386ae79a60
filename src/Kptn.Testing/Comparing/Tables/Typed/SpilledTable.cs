using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>The rows of a table that are left to compare, in a file.</summary>
/// <param name="file">The file.</param>
/// <param name="table">The whole table.</param>
/// <param name="scrubs">What is replaced in cells.</param>
/// <param name="statistics">Describes columns of the whole table.</param>
internal sealed class SpilledTable(string file, TypedTable table, Scrubs scrubs, TypedStatistics statistics) : ITableSource
{
    private const int BytesOfCell = 8;

    private readonly IReadOnlyList<string> _columns = [.. table.Columns.Select(column => column.Name)];
    private long? _size;

    /// <summary>About what the whole table would be as text, which a compressed file does not tell.</summary>
    public long Size => _size ??= statistics.Count(table) * table.Columns.Count * BytesOfCell;

    public string Path => table.Path;

    public IRowReader Open() => scrubs.IsEmpty ? new SpilledRows(file, _columns) : new PreparedRows(new SpilledRows(file, _columns), scrubs, []);

    public IRowReader Open(int cells) => Open();

    public long[] Lines(long[] offsets)
    {
        using var rows = new SpilledRows(file, _columns);
        return [.. offsets.Select(LineAt)];

        long LineAt(long offset)
        {
            rows.Seek(offset);
            return rows.Read() ? rows.Line : 0;
        }
    }

    public IReadOnlyDictionary<int, ColumnStatistics> Describe(IReadOnlyCollection<int> places, CancellationToken cancellation) => statistics.Of(table, [.. places]);
}
