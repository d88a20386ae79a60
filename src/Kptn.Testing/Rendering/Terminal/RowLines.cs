using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>Rows that came or went, as an aligned table of as many columns as fit: keys first, then those of the file in order.</summary>
internal static class RowLines
{
    private const int WidestCell = 32;
    private const int Gap = 2;

    public static IEnumerable<string> Of(TableDiff table, TerminalOptions options, string indent)
    {
        var rows = table.AddedSamples.Take(options.Rows).Select(row => (Row: row, IsNew: true))
            .Concat(table.RemovedSamples.Take(options.Rows).Select(row => (Row: row, IsNew: false)))
            .ToList();
        if (rows.Count == 0) yield break;
        var columns = Columns(table, rows.ConvertAll(row => row.Row), options.Width - indent.Length - Gap - 1);
        var isCut = columns.Count < Shown(table).Count();
        var grid = new TextGrid();
        grid.Add([StyledText.None, .. columns.Select(index => StyledText.Of(table.Columns[index].Name, TextStyle.Dim)), StyledText.Of(isCut ? "…" : "", TextStyle.Dim)]);
        foreach (var (row, isNew) in rows)
        {
            var style = isNew ? TextStyle.Added : TextStyle.Removed;
            grid.Add([StyledText.Of(isNew ? "+" : "-", style), .. columns.Select(index => Cell(row.Cells[index], style))]);
        }

        foreach (var line in grid.Lines(options, indent)) yield return line;
    }

    private static StyledText Cell(string? value, TextStyle style) =>
        StyledText.Of(VisibleText.Value(value), value is null ? TextStyle.Dim : style).Clip(WidestCell);

    private static List<int> Columns(TableDiff table, List<TableRow> rows, int width)
    {
        var columns = new List<int>();
        foreach (var index in Shown(table))
        {
            var cells = rows.Select(row => TextWidth.Of(VisibleText.Value(row.Cells[index])));
            width -= Gap + Math.Min(WidestCell, cells.Append(TextWidth.Of(VisibleText.Of(table.Columns[index].Name))).Max());
            if (width < Gap + 1 && columns.Count > 0) break;
            columns.Add(index);
        }

        return columns;
    }

    private static IEnumerable<int> Shown(TableDiff table) => Enumerable.Range(0, table.Columns.Count)
        .Where(index => !table.Columns[index].IsIgnored)
        .OrderByDescending(index => table.Columns[index].IsKey);
}
