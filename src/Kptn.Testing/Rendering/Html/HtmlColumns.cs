using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>The columns of a table of which there is something to say, to be sorted and to filter rows by.</summary>
internal static class HtmlColumns
{
    public static void Write(Markup page, TableDiff table, HtmlOptions options)
    {
        var worth = ColumnWords.Worth(table);
        if (worth.Count == 0) return;
        var hasStatistics = worth.Any(column => column.OldStatistics is not null || column.NewStatistics is not null);
        page.Literal("<div class=\"scroll\"><table class=\"columns sortable\"><thead><tr><th scope=\"col\">column</th><th scope=\"col\">what changed</th><th scope=\"col\" class=\"num\">cells</th><th scope=\"col\" class=\"num\">equal</th>");
        if (hasStatistics) page.Literal("<th scope=\"col\">empty</th><th scope=\"col\">distinct</th><th scope=\"col\">least</th><th scope=\"col\">mean</th><th scope=\"col\">greatest</th>");
        page.Literal("</tr></thead><tbody>\n");
        foreach (var column in worth.Take(options.Columns)) Row(page, table, column, hasStatistics);
        page.Literal("</tbody></table></div>\n");
        if (worth.Count > options.Columns) page.Element("p", "more", $"… and {Amounts.Count(worth.Count - options.Columns, "more column")}");
    }

    private static void Row(Markup page, TableDiff table, ColumnDiff column, bool hasStatistics)
    {
        var rows = table.SameRows + table.ChangedRows;
        page.Open("tr", ("class", Kind(column))).Open("th", ("scope", "row"));
        if (column.ChangedCells > 0)
        {
            page.Open("button", ("type", "button"), ("class", "by"), ("data-c", Index(table, column)), ("aria-pressed", "false"), ("title", "Show this column alone")).Text(ColumnWords.Name(column)).Close("button");
        }
        else
        {
            page.Text(ColumnWords.Name(column));
        }

        var words = ColumnWords.Schema(column).Concat(ColumnWords.Cells(column).Skip(1));
        page.Close("th").Element("td", string.Join(" · ", words));
        page.Element("td", Amounts.Count(column.ChangedCells), ("class", "num"), ("data-v", column.ChangedCells.ToString(CultureInfo.InvariantCulture)));
        page.Element("td", rows > 0 && Kind(column) is null ? Amounts.Percent(rows - column.ChangedCells, rows) : "", ("class", "num"), ("data-v", (-column.ChangedCells).ToString(CultureInfo.InvariantCulture)));
        if (hasStatistics)
        {
            Pair(page, column, statistics => Amounts.Count(statistics.Nulls));
            Pair(page, column, statistics => (statistics.IsDistinctExact ? "" : "≈ ") + Amounts.Count(statistics.Distinct));
            Pair(page, column, statistics => statistics.Min);
            Pair(page, column, statistics => statistics.Mean is { } mean ? Amounts.Number(mean) : null);
            Pair(page, column, statistics => statistics.Max);
        }

        page.Close("tr");
    }

    private static void Pair(Markup page, ColumnDiff column, Func<ColumnStatistics, string?> of)
    {
        var old = column.OldStatistics is { } before ? of(before) : null;
        var now = column.NewStatistics is { } after ? of(after) : null;
        page.Open("td");
        if (old == now) page.Element("span", "meta", TextWidth.Clip(now ?? "", 40));
        else page.Element("span", "old", TextWidth.Clip(old ?? "–", 40)).Text(" → ").Element("span", "new", TextWidth.Clip(now ?? "–", 40));
        page.Close("td");
    }

    private static string Index(TableDiff table, ColumnDiff column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (ReferenceEquals(table.Columns[i], column)) return i.ToString(CultureInfo.InvariantCulture);
        }

        return "";
    }

    private static string? Kind(ColumnDiff column) =>
        column.Change.HasFlag(ColumnChange.Added) ? "added" : column.Change.HasFlag(ColumnChange.Removed) ? "removed" : null;
}
