using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>Changed rows: a changed column is two, old and new side by side; the others can be shown.</summary>
internal sealed class HtmlChangedRows(Markup page, HtmlOptions options)
{
    public void Write(TableDiff table)
    {
        var samples = table.ChangedSamples.Take(options.Rows).ToList();
        var changed = samples.SelectMany(row => row.Changed).ToHashSet();
        var columns = Enumerable.Range(0, table.Columns.Count)
            .Where(index => !table.Columns[index].IsKey)
            .OrderBy(index => changed.Contains(index) ? 0 : 1)
            .Take(options.Columns)
            .Order()
            .ToList();
        page.Open("div", ("class", "rows"));
        page.Open("div", ("class", "bar")).Element("h3", "Changed rows").Element("span", "meta", Of(samples.Count, table.ChangedRows));
        if (columns.Exists(index => !changed.Contains(index))) page.Literal("<label><input type=\"checkbox\" class=\"t-rest\"> unchanged columns</label>");
        page.Close("div");
        page.Literal("<div class=\"scroll\"><table class=\"changes\"><thead>");
        Headings(table, columns, changed);
        page.Literal("</thead><tbody>\n");
        foreach (var row in samples) Row(table, row, columns, changed);
        page.Literal("</tbody></table></div>").Close("div");
    }

    /// <summary>How many of how many are shown.</summary>
    public static string Of(int shown, long all) => shown < all ? $"{Amounts.Count(shown)} of {Amounts.Count(all)}" : Amounts.Count(all);

    private void Headings(TableDiff table, List<int> columns, HashSet<int> changed)
    {
        page.Open("tr").Open("th", ("scope", "col"), ("rowspan", "2"), ("class", "key")).Text(RowWords.Heading(table)).Close("th");
        foreach (var index in columns)
        {
            var name = ColumnWords.Name(table.Columns[index]);
            if (changed.Contains(index)) page.Element("th", name, ("scope", "colgroup"), ("colspan", "2"), ("class", "pair"), ("data-c", Number(index)));
            else page.Element("th", name, ("scope", "col"), ("rowspan", "2"), ("class", "rest"));
        }

        page.Close("tr").Open("tr");
        foreach (var index in columns.Where(changed.Contains))
        {
            page.Element("th", "old", ("scope", "col"), ("class", "side"), ("data-c", Number(index))).Element("th", "new", ("scope", "col"), ("class", "side"), ("data-c", Number(index)));
        }

        page.Close("tr");
    }

    private void Row(TableDiff table, RowChange row, List<int> columns, HashSet<int> changed)
    {
        page.Open("tr", ("data-changed", $" {string.Join(' ', row.Changed)} "));
        page.Element("th", RowWords.Key(row.Key, row.NewLine), ("scope", "row"), ("class", "key"), ("title", $"line {Amounts.Count(row.OldLine)} before, {Amounts.Count(row.NewLine)} after"));
        foreach (var index in columns)
        {
            var (old, now) = (row.OldCells[index], row.NewCells[index]);
            if (!changed.Contains(index)) Cell(now ?? old, "rest", null);
            else if (row.Changed.Contains(index)) Pair(table.Columns[index], index, old, now);
            else
            {
                Cell(old, "pair quiet", index);
                Cell(now, "quiet", index);
            }
        }

        page.Close("tr");
    }

    private void Pair(ColumnDiff column, int index, string? old, string? now)
    {
        var marks = MarkedPair.Of(VisibleText.Value(old), VisibleText.Value(now));
        page.Open("td", ("class", "pair old" + Kind(old)), ("data-c", Number(index))).Marked(marks.Old).Close("td");
        page.Open("td", ("class", "new" + Kind(now)), ("data-c", Number(index))).Marked(marks.New);
        if (NumberWords.Movement(column, old, now) is { Length: > 0 } movement) page.Element("small", movement);
        page.Close("td");
    }

    private void Cell(string? value, string @class, int? index) =>
        page.Element("td", VisibleText.Value(value), ("class", @class + Kind(value)), ("data-c", index is { } number ? Number(number) : null));

    /// <summary>What a cell's class says of its value.</summary>
    public static string Kind(string? value) =>
        value is null ? " empty" : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? " num" : "";

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
