namespace Kptn.Testing.Comparing.Tables;

/// <summary>Says in one line what changed in a table.</summary>
internal static class TableHeadline
{
    private const int MostColumns = 3;
    private const int LongestValue = 20;

    /// <summary>The line, such as <c>3 of 50 rows changed, 1 added; column price: 3 cells, from -2 to +5</c>.</summary>
    public static string Of(TableDiff diff, bool isSame)
    {
        if (isSame) return diff.IsReordered ? $"{Words.Count(diff.NewRows, "row")}, the same in another order" : $"{Words.Count(diff.NewRows, "row")}, all the same";
        var parts = new List<string>();
        Schema(diff, parts);
        Rows(diff, parts);
        var changed = diff.Columns.Where(column => column.ChangedCells > 0).OrderByDescending(column => column.ChangedCells).ToList();
        parts.AddRange(changed.Take(MostColumns).Select(Cells));
        if (changed.Count > MostColumns) parts.Add($"{Words.Count(changed.Count - MostColumns, "more column")}");
        return string.Join("; ", parts);
    }

    private static void Schema(TableDiff diff, List<string> parts)
    {
        Add(ColumnChange.Added, "added");
        Add(ColumnChange.Removed, "removed");
        foreach (var column in diff.Columns.Where(column => column.Change.HasFlag(ColumnChange.Renamed))) parts.Add($"column {column.OldName} is now {column.Name}");
        foreach (var column in diff.Columns.Where(column => column.Change.HasFlag(ColumnChange.Retyped))) parts.Add($"column {column.Name}: {column.OldDeclaredType ?? Type(column.OldType)} → {column.NewDeclaredType ?? Type(column.NewType)}");
        Add(ColumnChange.Moved, "moved");

        void Add(ColumnChange change, string word)
        {
            var names = diff.Columns.Where(column => column.Change.HasFlag(change)).Select(column => column.Name).ToList();
            if (names.Count > 0) parts.Add($"{Words.Columns(names)} {word}");
        }
    }

    private static void Rows(TableDiff diff, List<string> parts)
    {
        var rows = new List<string>();
        if (diff.ChangedRows > 0) rows.Add($"{Words.Number(diff.ChangedRows)} of {Words.Count(diff.OldRows, "row")} changed");
        Add(diff.AddedRows, "added");
        Add(diff.RemovedRows, "removed");
        if (diff.OrderCounts) Add(diff.MovedRows, "moved");
        if (rows.Count > 0) parts.Add(string.Join(", ", rows));
        else parts.Add($"{Words.Count(diff.NewRows, "row")}, the same otherwise");

        void Add(long count, string word)
        {
            if (count > 0) rows.Add(rows.Count == 0 ? $"{Words.Count(count, "row")} {word}" : $"{Words.Number(count)} {word}");
        }
    }

    private static string Cells(ColumnDiff column)
    {
        var what = $"column {column.Name}: {Words.Count(column.ChangedCells, "cell")}";
        if (column.Numbers is { } numbers && numbers.Count == column.ChangedCells) return $"{what}, {Words.Range(numbers)}";
        if (column.Emptied == column.ChangedCells) return $"{what} emptied";
        if (column.Filled == column.ChangedCells) return $"{what} filled";
        if (column is { ChangedCells: 1, Samples: [var only] }) return $"{what}, {Short(only.Old, only.New)}";
        return column.Transitions is [var most, ..] && most.Count * 2 > column.ChangedCells ? $"{what}, {Short(most.Old, most.New)} × {Words.Number(most.Count)}" : what;
    }

    private static string Short(string? old, string? next)
    {
        var (before, after) = Values.CellText.Shorten(old, next, LongestValue);
        return $"{Words.Value(before)} → {Words.Value(after)}";
    }

    private static string Type(ColumnType? type) => type.ToString()!.ToLowerInvariant();
}
