using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Markdown;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Tests.Comparing;

namespace Kptn.Testing.Tests.Rendering;

/// <summary>Of values that are longer than the room there is, readers see the part that differs.</summary>
public sealed class LongValueSpecs
{
    [Theory]
    [InlineData(60, 80)]
    [InlineData(100, 120)]
    [InlineData(150, 80)]
    [InlineData(5_000, 120)]
    public void What_differs_is_in_sight(int length, int width)
    {
        var (old, now) = (new string('a', length) + "OLD" + new string('a', length), new string('a', length) + "NEW" + new string('a', length));
        OutputDiff[] diffs =
        [
            Comparison.Csv($"id,v\n1,{old}\n2,{old}\n", $"id,v\n1,{now}\n2,{now}\n", Comparison.Keys("id")),
            Comparison.Of("a.json", $"{{\"v\":\"{old}\"}}", $"{{\"v\":\"{now}\"}}"),
            Comparison.Of("a.txt", $"x\n{old}\n", $"x\n{now}\n"),
        ];
        foreach (var diff in diffs)
        {
            var terminal = string.Join('\n', new TerminalText(new() { Width = width }).Of(diff));
            Assert.True(terminal.Contains("OLD", StringComparison.Ordinal) && terminal.Contains("NEW", StringComparison.Ordinal), terminal);
            var markdown = new MarkdownReport(new()).Of(diff);
            Assert.True(markdown.Contains("OLD", StringComparison.Ordinal) && markdown.Contains("NEW", StringComparison.Ordinal), markdown);
        }

        Assert.Matches("OLD.*→.*NEW", diffs[0].Headline);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_apart()
    {
        var diff = Comparison.Of("a.csv", [.. "id,v\n1,caf"u8, 0xE9, .. "\n2,x\n"u8], [.. "id,v\n1,caf"u8, 0xE8, .. "\n2,x\n"u8]);
        Assert.EndsWith("'caf⟨E9⟩' → 'caf⟨E8⟩'", diff.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_says_which_file_and_why()
    {
        var deep = Comparison.Of("a.json", new string('[', 5000) + new string(']', 5000), "[]");
        Assert.Contains("the old file has more than 500 levels", Assert.Single(deep.Notes, note => note.Code == "no-json").Text, StringComparison.Ordinal);
        var lines = Comparison.Of("a.jsonl", "{\"id\":1}\n", "{\"id\":1}\n{\"id\":\n");
        Assert.Contains("entry 2 of the new file is no JSON object", Assert.Single(lines.Notes, note => note.Code == "no-table").Text, StringComparison.Ordinal);
    }
}
