using System.Globalization;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Tests.Rendering;

public sealed class WordsSpecs
{
    [Theory]
    [InlineData("a\tb", "a␉b")]
    [InlineData("\e[1m", "␛[1m")]
    [InlineData("a\u00A0b", "a⟨U+00A0⟩b")]
    [InlineData("\u202Ex", "⟨U+202E⟩x")]
    [InlineData("é日本", "é日本")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    public void What_has_no_shape_is_made_visible(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_is_made_visible() => Assert.Equal("⟨U+D800⟩x", VisibleText.Of("\ud800x"));

    [Theory]
    [InlineData(null, "(empty)")]
    [InlineData("", "\"\"")]
    [InlineData(" a ", "␠a␠")]
    [InlineData("  ", "␠␠")]
    public void A_value_shows_where_it_ends(string? value, string shown) => Assert.Equal(shown, VisibleText.Value(value));

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(-33.1234567, "-33.1235")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(0.00000123456789, "1.23457E-6")]
    [InlineData(1e300, "1E+300")]
    [InlineData(-0.0, "0")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_have_the_digits_that_people_use(double value, string shown) => Assert.Equal(shown, Amounts.Number(value));

    [Theory]
    [InlineData(999_999, 1_000_000, "99.99%")]
    [InlineData(1, 1_000_000, "<0.01%")]
    [InlineData(1, 1, "100%")]
    [InlineData(0, 5, "0%")]
    [InlineData(1, 3, "33%")]
    public void A_part_is_never_all_or_nothing_unless_it_is(long part, long whole, string shown) => Assert.Equal(shown, Amounts.Percent(part, whole));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("✅", 2)]
    public void Widths_are_those_of_a_terminal(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Fact]
    public void What_is_cut_fits_and_says_so()
    {
        var random = new Random(3);
        string[] parts = ["a", "日", "e\u0301", "👍🏽", " ", "-", "\U0001F468\u200D\U0001F469"];
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            var columns = random.Next(1, 20);
            var cut = TextWidth.Clip(text, columns);
            Assert.True(TextWidth.Of(cut) <= columns, $"'{text}' in {columns}: '{cut}'");
            if (cut == text) continue;
            Assert.EndsWith("…", cut);
            Assert.StartsWith(cut[..^1], text);
            var kept = new StringInfo(cut[..^1]);
            Assert.Equal(cut[..^1], new StringInfo(text).SubstringByTextElements(0, kept.LengthInTextElements));
        }
    }

    [Fact]
    public void Marks_leave_texts_as_they_are()
    {
        var random = new Random(5);
        string[] parts = ["alpha", "beta", " ", "  ", "7", "3.14", ",", "日", "e\u0301", "_x", "(", ")"];
        string Next() => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => parts[random.Next(parts.Length)]));
        for (var round = 0; round < 2_000; round++)
        {
            var (old, now) = (Next(), Next());
            var marks = MarkedPair.Of(old, now);
            Assert.Equal(old, string.Concat(marks.Old.Select(span => span.Text)));
            Assert.Equal(now, string.Concat(marks.New.Select(span => span.Text)));
            Assert.Equal(string.Concat(marks.Old.Where(span => !span.Differs).Select(span => span.Text)), string.Concat(marks.New.Where(span => !span.Differs).Select(span => span.Text)));
            if (old == now) Assert.DoesNotContain(marks.Old.Concat(marks.New), span => span.Differs && span.Text.Length > 0);
        }
    }

    [Fact]
    public void Marks_show_the_words_that_differ()
    {
        var marks = MarkedPair.Of("R2 is 0.81 here", "R2 is 0.83 here");
        Assert.Equal(["81"], marks.Old.Where(span => span.Differs).Select(span => span.Text));
        Assert.Equal(["83"], marks.New.Where(span => span.Differs).Select(span => span.Text));
    }
}
