using System.Globalization;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Rendering.Words;
using Kptn.Testing.Tests.Comparing;

namespace Kptn.Testing.Tests.Rendering;

public sealed class TerminalSpecs
{
    [Fact]
    public void A_report_reads_from_failures_over_changes_to_counts() =>
        Verified.Match(string.Join('\n', new TerminalText(new() { Width = 110 }).Of(Reports.Shop)), "report");

    [Fact]
    public void A_diff_of_real_files_names_the_cells()
    {
        var diff = Comparison.Csv("sku,name,price\nA,Kettle,19.99\nB,Cup,3\nC,Pot,7\n", "sku,name,price\nC,Pot,7\nA,Kettle,24.99\nB,Cup,3\nD,Saucer,2\n", Comparison.Keys("sku"));
        var text = string.Join('\n', new TerminalText(new()).Of(diff));
        Assert.StartsWith("orders.csv  ", text);
        Assert.Matches(@"~\s+A\s+price\s+19\.99\s+→\s+24\.99\s+\+5", text);
        Assert.Matches(@"\+\s+D\s+Saucer\s+2", text);
        Assert.DoesNotContain("Pot", text);
    }

    [Fact]
    public void Colour_changes_nothing_but_colour()
    {
        var plain = new TerminalText(new()).Of(Reports.Shop);
        var painted = new TerminalText(new() { Paint = (text, style) => style == TextStyle.Plain ? text : $"\u0001{text}\u0002" }).Of(Reports.Shop).Select(line => line.Replace("\u0001", "").Replace("\u0002", ""));
        Assert.Equal(plain, painted);
    }

    [Fact]
    public void The_part_of_a_value_that_differs_has_a_style_of_its_own()
    {
        var marks = new List<string>();
        _ = new TerminalText(new() { Paint = (text, style) => Keep(text, style, TextStyle.AddedMark, marks) }).Of(Diffs.Json).ToList();
        Assert.Contains("newton", marks);
        Assert.DoesNotContain(marks, mark => mark.Contains("warm"));
    }

    [Fact]
    public void No_data_steers_the_terminal()
    {
        var text = new TerminalText(new() { Outputs = int.MaxValue, Tests = int.MaxValue });
        foreach (var line in text.Of(Hostile.Report))
        {
            Assert.DoesNotContain(line, c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.DoesNotContain('\u202E', line);
            Assert.True(TextWidth.Of(line) <= 700, line);
        }
    }

    [Fact]
    public void Tables_fit_the_terminal()
    {
        foreach (var width in new[] { 50, 80, 120 })
        {
            foreach (var diff in new[] { Diffs.Orders, Diffs.Prices, Diffs.Json }.Concat(Hostile.Texts.SelectMany(Hostile.Differences)))
            {
                var lines = new TerminalText(new() { Width = width }).Of(diff).Where(line => line.StartsWith("  ~ ") || line.StartsWith("  + ") || line.StartsWith("  - "));
                Assert.All(lines, line => Assert.True(TextWidth.Of(line) <= width, $"{TextWidth.Of(line)} > {width}: {line}"));
            }
        }
    }

    [Fact]
    public void Wide_characters_stay_aligned()
    {
        var diff = Comparison.Csv("key,v\n日本語,1\nab,1\n👩‍👩‍👧,1\n", "key,v\n日本語,2\nab,2\n👩‍👩‍👧,2\n", Comparison.Keys("key"));
        var columns = new TerminalText(new()).Of(diff).Where(line => line.Contains("  →  ")).Select(line => TextWidth.Of(line.AsSpan(0, line.IndexOf('→')))).ToList();
        Assert.Equal(3, columns.Count);
        Assert.Single(columns.Distinct());
    }

    [Fact]
    public void A_large_report_is_bounded()
    {
        var lines = new TerminalText(new()).Of(Reports.Large(5_000)).ToList();
        Assert.True(lines.Count < 1_500, $"{lines.Count} lines");
        Assert.Contains(lines, line => line.Contains("400 more tests to look at"));
        Assert.Contains(lines, line => line.Contains("500: Rscript is not installed"));
    }

    [Fact]
    public void A_change_that_is_allowed_is_told_without_samples()
    {
        var lines = new TerminalText(new()).Of(Reports.Of(Reports.Shop.Outcomes[^1])).ToList();
        Assert.Contains(lines, line => line.Contains("checks.csv") && line.EndsWith("allowed by thresholds"));
        Assert.DoesNotContain(lines, line => line.Contains("A-0042"));
    }

    [Fact]
    public void Where_many_tests_changed_the_first_of_them_is_named()
    {
        var report = Reports.Of(
            Reports.Changed("clean", Diffs.Prices),
            Reports.Changed("join", Diffs.Prices) with { Upstream = ["clean"] },
            Reports.Changed("score", Diffs.Prices) with { Upstream = ["join", "clean"] });
        var lines = new TerminalText(new()).Of(report).ToList();
        Assert.Equal("It begins at clean; 2 tasks downstream of it changed too.", lines[^1]);
        Assert.StartsWith("changed  g/clean", lines[0]);
    }

    private static string Keep(string text, TextStyle style, TextStyle wanted, List<string> kept)
    {
        if (style == wanted) kept.Add(text);
        return text;
    }
}
