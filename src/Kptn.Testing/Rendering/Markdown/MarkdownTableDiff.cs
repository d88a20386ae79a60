using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Tables.Values;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>What changed in a table, as Markdown: columns, then some changed cells, then some rows that came or went.</summary>
internal static class MarkdownTableDiff
{
    private const int WidestTable = 8;

    public static string Of(TableDiff table, MarkdownOptions options)
    {
        var text = new StringBuilder();
        Append(text, Columns(table, options));
        Append(text, Changed(table, options));
        Append(text, Rows(table, options));
        var left = RowWords.Left(
            table,
            Math.Min(options.Rows, table.ChangedSamples.Count),
            Math.Min(options.Rows, table.AddedSamples.Count),
            Math.Min(options.Rows, table.RemovedSamples.Count));
        var matching = RowWords.Matching(table);
        if (left.Length > 0) text.Append(left).Append(" rows.\n\n");
        if (matching.Length > 0) text.Append(MarkdownText.Text(matching)).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, string table)
    {
        if (table.Length > 0) text.Append(table).Append('\n');
    }

    private static string Columns(TableDiff table, MarkdownOptions options)
    {
        var worth = ColumnWords.Worth(table);
        var grid = new MarkdownTable("column", "what changed");
        foreach (var column in worth.Take(options.Columns))
        {
            var words = ColumnWords.Schema(column).Concat(ColumnWords.Cells(column)).Concat(ColumnWords.Statistics(column));
            grid.Add(MarkdownText.Code(ColumnWords.Name(column), options.Width), MarkdownText.Text(string.Join(" · ", words)));
        }

        if (worth.Count > options.Columns) grid.Add($"… {Amounts.Count(worth.Count - options.Columns)} more", "");
        return grid.ToString();
    }

    private static string Changed(TableDiff table, MarkdownOptions options)
    {
        var grid = new MarkdownTable(MarkdownText.Text(RowWords.Heading(table)), "column", "old:", "new:", "by:");
        foreach (var row in table.ChangedSamples.Take(options.Rows))
        {
            var key = MarkdownText.Code(RowWords.Key(row.Key, row.NewLine), options.Width);
            foreach (var index in row.Changed.Take(options.Columns))
            {
                var (old, now) = (row.OldCells[index], row.NewCells[index]);
                var (oldText, newText) = CellText.Shorten(old, now, options.Width - 2);
                grid.Add(
                    key,
                    MarkdownText.Code(table.Columns[index].Name, options.Width),
                    MarkdownText.Value(oldText, options.Width),
                    MarkdownText.Value(newText, options.Width),
                    MarkdownText.Text(NumberWords.Movement(table.Columns[index], old, now)));
                key = "";
            }

            if (row.Changed.Count > options.Columns) grid.Add("", $"… {Amounts.Count(row.Changed.Count - options.Columns)} more", "", "", "");
        }

        return grid.ToString();
    }

    private static string Rows(TableDiff table, MarkdownOptions options)
    {
        var columns = Enumerable.Range(0, table.Columns.Count)
            .Where(index => !table.Columns[index].IsIgnored)
            .OrderByDescending(index => table.Columns[index].IsKey)
            .ToList();
        var isCut = columns.Count > WidestTable;
        var shown = columns.Take(WidestTable).ToList();
        var grid = new MarkdownTable(["row", .. shown.Select(index => MarkdownText.Code(table.Columns[index].Name, options.Width)), .. isCut ? ["…"] : Array.Empty<string>()]);
        foreach (var row in table.AddedSamples.Take(options.Rows)) Add("added", row);
        foreach (var row in table.RemovedSamples.Take(options.Rows)) Add("removed", row);
        return grid.ToString();

        void Add(string what, TableRow row) =>
            grid.Add([what, .. shown.Select(index => MarkdownText.Value(row.Cells[index], options.Width)), .. isCut ? [""] : Array.Empty<string>()]);
    }
}
