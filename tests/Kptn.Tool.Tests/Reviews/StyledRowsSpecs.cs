using System.Text;
using System.Text.RegularExpressions;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Tests.Reviews;

public sealed partial class StyledRowsSpecs
{
    private static readonly string[] Words = ["a", "price", "60", "·", "→", "'92.1'", "日本語", "é", "👍", "\e[31m", "\e[0m", "\e[1m", "  ", "longwordwithoutanyspaceinit"];

    [Fact]
    public void Rows_fit_and_hold_all_that_the_line_holds()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var (line, width) = (Line(random), random.Next(12, 60));

            var rows = StyledRows.Wrap(line, width).ToList();

            Assert.All(rows, row => Assert.True(StyledRows.Columns(row) <= width, $"seed {seed}: '{row}' is wider than {width}"));
            Assert.Equal(Bare(line).Replace(" ", "", StringComparison.Ordinal), Bare(string.Concat(rows)).Replace(" ", "", StringComparison.Ordinal));
            Assert.All(rows, row => Assert.True(EndsPlain(row) || row == rows[^1], $"seed {seed}: '{row}' colours what comes after it"));
            Assert.True(StyledRows.Columns(StyledRows.Clip(line, width)) <= width, $"seed {seed}");
        }
    }

    [Fact]
    public void Rows_end_between_words_and_keep_their_colour()
    {
        Assert.Equal(["  \e[31mone two\e[0m", "    \e[31mthree\e[0m four"], StyledRows.Wrap("  \e[31mone two three\e[0m four", 14));
        Assert.Equal(["short"], StyledRows.Wrap("short", 14));
        Assert.Equal([""], StyledRows.Wrap("", 14));
        Assert.Equal("\e[31mone t…\e[0m", StyledRows.Clip("\e[31mone two three\e[0m", 6));
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(160, 50)]
    [InlineData(20, 3)]
    [InlineData(40, 11)]
    [InlineData(25, 1)]
    public void A_page_is_as_large_as_its_window(int width, int height)
    {
        using var output = new StringWriter();
        var page = new ReviewPage(new Tool.Terminal.Screen(output, output, hasColour: true, isLive: true, width))
        {
            Head = ["1 of 3  g/clean · clean.csv", new string('c', 200), "downstream: a, b"],
            Corner = "1 approved · 1 rejected",
            Body = [.. Enumerable.Range(1, 100).Select(line => $"line {line} {new string('x', line)}")],
            Keys = [("a", "accept", 1), ("q", "quit", 2), ("?", "help", 3), ("v", "all rows", 4)],
            Top = int.MaxValue / 2,
        };

        var rows = page.Rows(width, height);

        Assert.Equal(height, rows.Count);
        Assert.All(rows, row => Assert.True(StyledRows.Columns(row) <= width, row));
        if (height > 11) Assert.Contains("the end", string.Concat(rows), StringComparison.Ordinal);
        page.Top -= 1000;
        if (height > 11) Assert.Contains("line 1 x", string.Concat(page.Rows(width, height)), StringComparison.Ordinal);
    }

    private static string Line(Random random)
    {
        var line = new StringBuilder(new string(' ', random.Next(0, 6)));
        for (var words = random.Next(0, 40); words > 0; words--) line.Append(Words[random.Next(Words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        return line.ToString();
    }

    private static string Bare(string text) => Colours().Replace(text, "");

    private static bool EndsPlain(string row) => Colours().Matches(row) is not { Count: > 0 } colours || colours[^1].Value == "\e[0m";

    [GeneratedRegex("\e\\[[0-9]+m")]
    private static partial Regex Colours();
}
