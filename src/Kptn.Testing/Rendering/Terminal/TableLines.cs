using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Tables.Values;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>What changed in a table, as lines: columns, then some changed cells, then some rows that came or went.</summary>
internal static class TableLines
{
    private const int MarkAndGaps = 5;

    public static IEnumerable<string> Of(TableDiff table, TerminalOptions options, string indent)
    {
        foreach (var line in Columns(table, options, indent)) yield return line;
        foreach (var line in Changed(table, options).Lines(options, indent)) yield return line;
        foreach (var line in RowLines.Of(table, options, indent)) yield return line;
        var left = RowWords.Left(
            table,
            Math.Min(options.Rows, table.ChangedSamples.Count),
            Math.Min(options.Rows, table.AddedSamples.Count),
            Math.Min(options.Rows, table.RemovedSamples.Count));
        if (left.Length > 0) yield return indent + options.Paint(left, TextStyle.Dim);
    }

    private static IEnumerable<string> Columns(TableDiff table, TerminalOptions options, string indent)
    {
        var worth = ColumnWords.Worth(table);
        var grid = new TextGrid();
        var shown = worth.Take(options.Columns).ToList();
        var room = indent.Length + MarkAndGaps + shown.Select(column => TextWidth.Of(ColumnWords.Name(column))).DefaultIfEmpty().Max();
        foreach (var column in shown)
        {
            grid.Add(Mark(column), StyledText.Of(ColumnWords.Name(column), TextStyle.Name), Words(column, options.Width - room));
        }

        foreach (var line in grid.Lines(options, indent)) yield return line;
        if (worth.Count > options.Columns) yield return indent + options.Paint($"… and {Amounts.Count(worth.Count - options.Columns, "more column")}", TextStyle.Dim);
    }

    // How the whole column moved is told as far as there is room for it.
    private static string Words(ColumnDiff column, int width)
    {
        var words = string.Join(" · ", ColumnWords.Schema(column).Concat(ColumnWords.Cells(column)));
        foreach (var part in ColumnWords.Statistics(column))
        {
            var longer = words.Length == 0 ? part : $"{words} · {part}";
            if (TextWidth.Of(longer) <= width) words = longer;
        }

        return words;
    }

    private static StyledText Mark(ColumnDiff column) => column.Change switch
    {
        _ when column.Change.HasFlag(ColumnChange.Added) => StyledText.Of("+", TextStyle.Added),
        _ when column.Change.HasFlag(ColumnChange.Removed) => StyledText.Of("-", TextStyle.Removed),
        _ => StyledText.Of("~", TextStyle.Changed),
    };

    private static TextGrid Changed(TableDiff table, TerminalOptions options)
    {
        var grid = new TextGrid { RightAligned = new HashSet<int> { 3 } };
        if (table.ChangedSamples.Count == 0 || options.Rows == 0) return grid;
        grid.Add("", Dim(RowWords.Heading(table)), Dim("column"), Dim("old"), "", Dim("new"), "");
        foreach (var row in table.ChangedSamples.Take(options.Rows))
        {
            var isFirst = true;
            foreach (var index in row.Changed.Take(options.Cells))
            {
                var (old, now) = (row.OldCells[index], row.NewCells[index]);
                var (oldText, newText) = Pair(old, now, options);
                grid.Add(
                    isFirst ? StyledText.Of("~", TextStyle.Changed) : "",
                    isFirst ? RowWords.Key(row.Key, row.NewLine) : "",
                    table.Columns[index].Name,
                    oldText,
                    Dim("→"),
                    newText,
                    Dim(NumberWords.Movement(table.Columns[index], old, now)));
                isFirst = false;
            }

            if (row.Changed.Count > options.Cells) grid.Add("", "", Dim($"… {Amounts.Count(row.Changed.Count - options.Cells)} more"));
        }

        return grid;
    }

    /// <summary>A value before and after, with what differs marked, and in sight where they are long.</summary>
    public static (StyledText Old, StyledText New) Pair(string? old, string? now, TerminalOptions options)
    {
        (old, now) = CellText.Shorten(old, now, Math.Max(40, options.Width) * 2 / 5);
        var marks = MarkedPair.Of(VisibleText.Value(old), VisibleText.Value(now));
        return
        (
            old is null ? Dim(VisibleText.Empty) : StyledText.Of(marks.Old, TextStyle.Removed, TextStyle.RemovedMark),
            now is null ? Dim(VisibleText.Empty) : StyledText.Of(marks.New, TextStyle.Added, TextStyle.AddedMark)
        );
    }

    private static StyledText Dim(string text) => StyledText.Of(text, TextStyle.Dim);
}
