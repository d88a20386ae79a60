using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What changed in a table, in counts alone: for where the columns are told below it.</summary>
internal static class TableVerdict
{
    private const int MostNames = 3;

    /// <summary><c>12,403 → 12,391 rows · 9 added · 21 removed · 58 changed in 2 of 14 columns · column note removed</c>.</summary>
    public static string Of(TableDiff table)
    {
        var parts = new List<string> { table.OldRows == table.NewRows ? Amounts.Count(table.NewRows, "row") : $"{Amounts.Count(table.OldRows)} → {Amounts.Count(table.NewRows)} rows" };
        if (table.AddedRows > 0) parts.Add($"{Amounts.Count(table.AddedRows)} added");
        if (table.RemovedRows > 0) parts.Add($"{Amounts.Count(table.RemovedRows)} removed");
        if (table.ChangedRows > 0) parts.Add(Changed(table));
        if (table is { OrderCounts: true, MovedRows: > 0 }) parts.Add($"{Amounts.Count(table.MovedRows)} moved");
        if (parts.Count == 1) parts.Add("no value changed");
        foreach (var (change, word) in new[] { (ColumnChange.Added, "added"), (ColumnChange.Removed, "removed"), (ColumnChange.Renamed, "renamed"), (ColumnChange.Retyped, "of another type"), (ColumnChange.Moved, "moved") })
        {
            var names = table.Columns.Where(column => column.Change.HasFlag(change)).Select(column => VisibleText.Of(column.Name)).ToList();
            if (names.Count > 0) parts.Add($"{(names.Count == 1 ? "column" : "columns")} {Names(names)} {word}");
        }

        return string.Join(" · ", parts);
    }

    private static string Changed(TableDiff table)
    {
        var compared = table.Columns.Count(column => column is { OldIndex: not null, NewIndex: not null, IsIgnored: false });
        return $"{Amounts.Count(table.ChangedRows)} changed in {table.Columns.Count(column => column.ChangedCells > 0)} of {Amounts.Count(compared, "column")}";
    }

    private static string Names(List<string> names) =>
        names.Count > MostNames + 1 ? $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more" : string.Join(", ", names);
}
