using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>Adds the statistics of whole columns to a difference, where the tables are small enough to read them once more.</summary>
internal static class TableStatisticsOfChange
{
    private const long Largest = 32 << 20;
    private const long WorthAThread = 1 << 18;

    /// <summary>Adds them to each column that changed, or to all where rows came or went.</summary>
    public static TableDiff AddTo(TableDiff diff, TablePair tables, CancellationToken cancellation)
    {
        if (Math.Max(tables.OldSource.Size, tables.NewSource.Size) > Largest) return diff;
        var all = diff.AddedRows + diff.RemovedRows > 0;
        var wanted = diff.Columns.Where(column => all || column.ChangedCells > 0 || column.Change != ColumnChange.None).ToList();
        IReadOnlyDictionary<int, ColumnStatistics> before = new Dictionary<int, ColumnStatistics>(), after = before;
        InParallel.Both(
            Math.Min(tables.OldSource.Size, tables.NewSource.Size) > WorthAThread,
            () => before = tables.OldSource.Describe(Places(wanted.Select(column => column.OldIndex)), cancellation),
            () => after = tables.NewSource.Describe(Places(wanted.Select(column => column.NewIndex)), cancellation));
        return diff with { Columns = [.. diff.Columns.Select(column => wanted.Contains(column) ? column with { OldStatistics = At(before, column.OldIndex), NewStatistics = At(after, column.NewIndex) } : column)] };
    }

    private static HashSet<int> Places(IEnumerable<int?> places) => [.. places.OfType<int>()];

    private static ColumnStatistics? At(IReadOnlyDictionary<int, ColumnStatistics> columns, int? index) => index is { } place ? columns.GetValueOrDefault(place) : null;
}
