using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>Adds the statistics of whole columns to a difference, where the tables are small enough to read them once more.</summary>
internal static class TableStatisticsOfChange
{
    private const long Largest = 32 << 20;

    /// <summary>Adds them to each column that changed, or to all where rows came or went.</summary>
    public static TableDiff AddTo(TableDiff diff, TablePair tables, CancellationToken cancellation)
    {
        if (Math.Max(tables.OldSource.Size, tables.NewSource.Size) > Largest) return diff;
        var (before, after) = (TableStatistics.Of(tables.OldSource, cancellation), TableStatistics.Of(tables.NewSource, cancellation));
        var all = diff.AddedRows + diff.RemovedRows > 0;
        return diff with
        {
            Columns =
            [
                .. diff.Columns.Select(column => all || column.ChangedCells > 0 || column.Change != ColumnChange.None
                    ? column with { OldStatistics = At(before, column.OldIndex), NewStatistics = At(after, column.NewIndex) }
                    : column),
            ],
        };
    }

    private static ColumnStatistics? At(IReadOnlyList<ColumnStatistics> columns, int? index) => index < columns.Count ? columns[index.Value] : null;
}
