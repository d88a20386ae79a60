namespace Kptn.Testing.Comparing.Settings;

/// <summary>How much may change without a test failing; what is not allowed at all is 0.</summary>
/// <param name="Rows">Rows added, removed and changed together.</param>
/// <param name="RowsPart">Those as a part of the rows before, so 0.01 is one percent.</param>
/// <param name="ColumnsAdded">Columns added.</param>
public sealed record Thresholds(long Rows = 0, double RowsPart = 0, int ColumnsAdded = 0)
{
    /// <summary>Whether a change stays within them; only tables can.</summary>
    internal bool Allow(DiffDetail detail)
    {
        if (this == new Thresholds() || detail is not TableDiff table) return false;
        var rows = table.AddedRows + table.RemovedRows + table.ChangedRows;
        return rows <= Math.Max(Rows, RowsPart * table.OldRows)
            && table.Columns.Count(column => column.Change.HasFlag(ColumnChange.Added)) <= ColumnsAdded
            && table.Columns.All(column => (column.Change & ~ColumnChange.Added) == 0)
            && !(table.OrderCounts && table.IsReordered);
    }
}
