using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>What is in an output that is new: its columns or its shape, and some rows.</summary>
internal static class HtmlDescription
{
    public static void Write(Markup page, OutputDescription description)
    {
        if (description.Columns.Count > 0)
        {
            Columns(page, description);
            Sample(page, description);
        }
        else if (description.Shape.Count > 0)
        {
            page.Literal("<div class=\"scroll\"><table class=\"columns\"><thead><tr><th scope=\"col\">path</th><th scope=\"col\">types</th><th scope=\"col\" class=\"num\">count</th></tr></thead><tbody>\n");
            foreach (var shape in description.Shape) page.Open("tr").Element("th", shape.Path, ("scope", "row")).Element("td", string.Join(", ", shape.Types)).Element("td", "num", Amounts.Count(shape.Count)).Close("tr");
            page.Literal("</tbody></table></div>\n");
        }
    }

    private static void Columns(Markup page, OutputDescription description)
    {
        page.Literal("<div class=\"scroll\"><table class=\"columns sortable\"><thead><tr><th scope=\"col\">column</th><th scope=\"col\">type</th><th scope=\"col\" class=\"num\">empty</th><th scope=\"col\" class=\"num\">distinct</th><th scope=\"col\">least</th><th scope=\"col\">mean</th><th scope=\"col\">greatest</th></tr></thead><tbody>\n");
        foreach (var column in description.Columns)
        {
            page.Open("tr").Element("th", column.Name, ("scope", "row")).Element("td", ColumnWords.Type(column.Type));
            page.Element("td", "num", Amounts.Count(column.Nulls)).Element("td", "num", (column.IsDistinctExact ? "" : "≈ ") + Amounts.Count(column.Distinct));
            page.Element("td", TextWidth.Clip(column.Min ?? "", 40)).Element("td", column.Mean is { } mean ? Amounts.Number(mean) : "").Element("td", TextWidth.Clip(column.Max ?? "", 40)).Close("tr");
        }

        page.Literal("</tbody></table></div>\n");
    }

    private static void Sample(Markup page, OutputDescription description)
    {
        if (description.Sample.Count == 0) return;
        page.Open("div", ("class", "rows")).Open("div", ("class", "bar")).Element("h3", "Some rows");
        page.Element("span", "meta", description.Rows is { } rows ? HtmlChangedRows.Of(description.Sample.Count, rows) : "").Close("div");
        page.Literal("<div class=\"scroll\"><table class=\"whole\"><thead><tr>");
        foreach (var column in description.Columns) page.Element("th", column.Name, ("scope", "col"));
        page.Literal("</tr></thead><tbody>\n");
        foreach (var row in description.Sample)
        {
            page.Open("tr");
            foreach (var value in row) page.Element("td", VisibleText.Value(value), ("class", HtmlChangedRows.Kind(value).TrimStart() is { Length: > 0 } @class ? @class : null));
            page.Close("tr");
        }

        page.Literal("</tbody></table></div>").Close("div");
    }
}
