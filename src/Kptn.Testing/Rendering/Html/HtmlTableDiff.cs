using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>What changed in a table: its columns, its changed rows with old and new side by side, rows that came or went.</summary>
internal sealed class HtmlTableDiff(Markup page, HtmlOptions options)
{
    public void Write(TableDiff table)
    {
        Totals(table);
        HtmlColumns.Write(page, table, options);
        if (table.ChangedSamples.Count > 0) new HtmlChangedRows(page, options).Write(table);
        if (table.AddedSamples.Count + table.RemovedSamples.Count > 0) new HtmlRows(page, options).Write(table);
        Oddities(table);
    }

    private void Totals(TableDiff table)
    {
        page.Open("p", ("class", "totals"));
        page.Text(table.OldRows == table.NewRows ? Amounts.Count(table.NewRows, "row") : $"{Amounts.Count(table.OldRows)} → {Amounts.Count(table.NewRows)} rows");
        page.Text($" · {Amounts.Count(table.SameRows)} same");
        Total(table.ChangedRows, "changed");
        Total(table.AddedRows, "added");
        Total(table.RemovedRows, "removed");
        if (table is { IsReordered: true, OrderCounts: true }) page.Text(table.MovedRows > 0 ? $" · {Amounts.Count(table.MovedRows)} moved" : " · in another order");
        if (RowWords.Matching(table) is { Length: > 0 } matching) page.Element("span", "meta", $" {matching}");
        page.Close("p");
    }

    private void Total(long count, string name)
    {
        if (count > 0) page.Text(" · ").Element("span", "n-" + name, $"{Amounts.Count(count)} {name}");
    }

    private void Oddities(TableDiff table)
    {
        if (table.RepeatedKeys.Count + table.RaggedRows.Count == 0) return;
        page.Open("ul", ("class", "notes"));
        foreach (var key in table.RepeatedKeys.Take(options.Rows))
        {
            page.Element("li", "warning", $"key {RowWords.Key(key.Key, 0)} stands {Amounts.Count(key.OldCount, "time")} before and {Amounts.Count(key.NewCount, "time")} after");
        }

        foreach (var row in table.RaggedRows.Take(options.Rows))
        {
            page.Element("li", "warning", $"line {Amounts.Count(row.Line)} of the {(row.IsNew ? "new" : "old")} file has {Amounts.Count(row.Cells, "cell")}, the header has {row.Expected}");
        }

        page.Close("ul");
    }
}
