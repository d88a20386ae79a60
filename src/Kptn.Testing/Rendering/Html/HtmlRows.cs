using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>Rows that are on one side only, with all their columns.</summary>
internal sealed class HtmlRows(Markup page, HtmlOptions options)
{
    public void Write(TableDiff table)
    {
        var columns = Enumerable.Range(0, table.Columns.Count)
            .Where(index => !table.Columns[index].IsIgnored)
            .OrderByDescending(index => table.Columns[index].IsKey)
            .Take(options.Columns)
            .ToList();
        page.Open("div", ("class", "rows"));
        page.Open("div", ("class", "bar")).Element("h3", Title(table));
        Toggle("added", table.AddedSamples.Count, table.AddedRows);
        Toggle("removed", table.RemovedSamples.Count, table.RemovedRows);
        page.Close("div");
        page.Literal("<div class=\"scroll\"><table class=\"whole\"><thead><tr><th scope=\"col\"><span class=\"off\">side</span></th>");
        foreach (var index in columns) page.Element("th", ColumnWords.Name(table.Columns[index]), ("scope", "col"));
        page.Literal("</tr></thead><tbody>\n");
        foreach (var row in table.AddedSamples.Take(options.Rows)) Row(table, row, columns, "added", "+");
        foreach (var row in table.RemovedSamples.Take(options.Rows)) Row(table, row, columns, "removed", "−");
        page.Literal("</tbody></table></div>").Close("div");
    }

    private void Toggle(string name, int samples, long all)
    {
        if (samples == 0) return;
        page.Open("label").Open("input", ("type", "checkbox"), ("class", "t-" + name), ("checked", "")).Text($" {HtmlChangedRows.Of(Math.Min(options.Rows, samples), all)} {name}").Close("label");
    }

    private void Row(TableDiff table, TableRow row, List<int> columns, string kind, string mark)
    {
        page.Open("tr", ("class", kind), ("title", $"line {Amounts.Count(row.Line)}")).Element("td", mark, ("class", "mark"), ("aria-label", kind));
        foreach (var index in columns)
        {
            var value = row.Cells[index];
            var isKey = table.Columns[index].IsKey;
            page.Element(isKey ? "th" : "td", VisibleText.Value(value), ("scope", isKey ? "row" : null), ("class", HtmlChangedRows.Kind(value).TrimStart() is { Length: > 0 } @class ? @class : null));
        }

        page.Close("tr");
    }

    private static string Title(TableDiff table) => (table.AddedSamples.Count, table.RemovedSamples.Count) switch
    {
        ( > 0, > 0) => "Added and removed rows",
        ( > 0, _) => "Added rows",
        _ => "Removed rows",
    };
}
