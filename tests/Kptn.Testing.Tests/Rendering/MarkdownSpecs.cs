using System.Text.RegularExpressions;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Markdown;
using Kptn.Testing.Tests.Comparing;

namespace Kptn.Testing.Tests.Rendering;

public sealed partial class MarkdownSpecs
{
    [Fact]
    public void A_report_says_what_happened_without_any_file_being_opened() =>
        Verified.Match(new MarkdownReport(new()).Of(Reports.Shop), "report");

    [Fact]
    public void A_green_report_is_short()
    {
        var text = new MarkdownReport(new()).Of(Reports.Of(Reports.Test("load", TestStatus.Same)));
        Assert.Equal("### ✅ shop · 1 same\n\nEvery output is as approved.\n\n<sub><code>kptn test</code> · 1 test in 12.3 s</sub>\n", text);
    }

    [Fact]
    public void It_never_exceeds_its_limit_and_everything_opened_is_closed()
    {
        var reports = new[] { Reports.Shop, Reports.Large(500), Reports.Large(1_000), Hostile.Report, Reports.Of() };
        var random = new Random(7);
        foreach (var report in reports)
        {
            foreach (var limit in new[] { 0, 10, 60, 200, 1_000, 4_000, 20_000, 65_536, 349_525 }.Append(random.Next(100, 40_000)))
            {
                var text = new MarkdownReport(new() { MaxCharacters = limit }).Of(report);
                Assert.True(text.Length <= limit, $"{text.Length} > {limit}");
                var lines = Lines(text).Where(line => !line.InFence).Select(line => line.Line).ToList();
                Assert.Equal(lines.Count(line => line.StartsWith("<details>")), lines.Count(line => line == "</details>"));
                Assert.True(lines.Count(line => line.StartsWith("```")) % 2 == 0);
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_counted_and_what_fits_is_the_most_important()
    {
        var text = new MarkdownReport(new() { MaxCharacters = 9_000 }).Of(Reports.Large(500));
        Assert.Matches(@"… and 1\d\d more changed outputs", text);
        Assert.Matches("… and [0-9]+ more tasks", text);
        Assert.Contains("<code>orders.csv</code>", text);
        Assert.True(text.Length > 6_000);
    }

    [Fact]
    public void A_limit_with_room_for_all_cuts_nothing() =>
        Assert.DoesNotContain("more changed output", new MarkdownReport(new()).Of(Reports.Shop));

    [Fact]
    public void Data_stays_data()
    {
        foreach (var text in Hostile.Texts)
        {
            var markdown = new MarkdownReport(new() { MaxCharacters = 1_000_000 }).Of(Reports.Of([.. Hostile.Outcomes(text)]) with { Title = text, Command = text });
            AssertHarmless(markdown);
        }
    }

    [Fact]
    public void Values_of_any_kind_can_be_read_in_a_table()
    {
        Assert.Equal("`a b`", MarkdownText.Code("a b"));
        Assert.Equal("``` a``b ```", MarkdownText.Code("a``b"));
        Assert.Equal("<code>a&#124;b&#96;</code>", MarkdownText.Code("a|b`"));
        Assert.Equal("*empty*", MarkdownText.Value(null, 20));
        Assert.Equal("`␠a␊`", MarkdownText.Value(" a\n", 20));
        Assert.Equal("clean_orders is \\*new\\* &#60;b&#62;", MarkdownText.Text("clean_orders is *new* <b>"));
    }

    [Fact]
    public void A_diff_of_real_files_names_the_cells()
    {
        var diff = Comparison.Csv("sku,price\nA,19.99\nB,3\n", "sku,price\nA,24.99\nB,3\n", Comparison.Keys("sku"));
        var text = new MarkdownReport(new()).Of(Reports.Of(Reports.Changed("prices", diff)));
        Assert.Contains("| `A` | `price` | `19.99` | `24.99` | +5 |", text);
    }

    private static void AssertHarmless(string markdown)
    {
        foreach (var (line, inFence) in Lines(markdown))
        {
            if (inFence || line.StartsWith("```")) continue;
            var bars = line.Count(c => c == '|');
            Assert.True(bars == 0 || (line.StartsWith('|') && line.EndsWith('|')), line);
            var rest = Backticks().Replace(line, "");
            rest = Tags().Replace(rest, "");
            Assert.DoesNotContain('<', rest);
            Assert.DoesNotMatch(@"@\w", rest);
            Assert.DoesNotMatch(@"(?<!&)#\d", rest);
            Assert.DoesNotContain("://", rest);
            Assert.DoesNotMatch(@"www\.", rest);
            if (!line.StartsWith("<details><summary>")) Assert.DoesNotMatch(@"(?<!\\)[\[\]]", rest);
            Assert.DoesNotMatch(@":\w+:", rest);
            Assert.DoesNotContain(rest, c => char.IsControl(c) || c is '\u202E');
        }
    }

    private static IEnumerable<(string Line, bool InFence)> Lines(string markdown)
    {
        var fence = "";
        foreach (var line in markdown.Split('\n'))
        {
            var run = line[..(line.Length - line.TrimStart('`').Length)];
            if (fence.Length == 0 && run.Length >= 3)
            {
                fence = run;
                yield return (line, false);
            }
            else if (fence.Length > 0 && line == fence)
            {
                fence = "";
                yield return (line, false);
            }
            else
            {
                yield return (line, fence.Length > 0);
            }
        }
    }

    [GeneratedRegex("(?<!`)(`+)(?!`)(.*?)(?<!`)\\1(?!`)")]
    private static partial Regex Backticks();

    [GeneratedRegex("</?(details|summary|code|sub|br)>")]
    private static partial Regex Tags();
}
