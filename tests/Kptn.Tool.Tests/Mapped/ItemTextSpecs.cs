using System.Text;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Tests.Mapped;

public sealed class ItemTextSpecs
{
    private const string Alphabet = "aZ1.-e,\"'\\*?[]=~ \n\t$`!#é😀/";

    [Theory]
    [InlineData("\"NC\"", "--item K=NC")]
    [InlineData("1", "--item K=1")]
    [InlineData("\"1\"", "--item 'K=\"1\"'")]
    [InlineData("\"a,b\"", "--item 'K=\"a,b\"'")]
    [InlineData("\"NC*\"", "--item 'K=\"NC*\"'")]
    [InlineData("\"it's\"", "--item 'K=it'\\''s'")]
    [InlineData("null", "--item K=null")]
    public void I_can_copy_what_chooses_an_item(string key, string option) => Assert.Equal(option, ItemText.Option(["K"], key));

    [Fact]
    public void What_chooses_an_item_means_that_item_above_all()
    {
        var random = new Random(7);
        var names = new[] { "A", "B" };
        for (var round = 0; round < 2_000; round++)
        {
            var (one, other) = (Value(random), Value(random));
            var key = $"[{one},{other}]";
            var findings = new List<Finding>();
            var filter = ItemFilter.Parse([Unquoted(ItemText.Option(names, key))], findings);
            Assert.Empty(findings);
            Assert.True(filter.Matches(names, Encoding.UTF8.GetBytes(key)), key);
            Assert.Equal(key, filter.Literal(names));
            Assert.Contains(key, filter.Keys(names)!);
        }
    }

    [Fact]
    public void A_very_long_item_is_chosen_by_its_beginning()
    {
        var key = ItemValues.Key(new string('x', 10_000) + "\"");
        var filter = ItemFilter.Parse([Unquoted(ItemText.Option(["K"], key))], []);
        Assert.True(filter.Matches(["K"], Encoding.UTF8.GetBytes(key)));
    }

    private static string Value(Random random) => random.Next(6) switch
    {
        0 => random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => "true",
        2 => ItemValues.Key(random.Next(3) switch { 0 => "true", 1 => "1e5", _ => "null" }),
        _ => ItemValues.Key(Text(random)),
    };

    private static string Text(Random random)
    {
        var runes = Alphabet.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    // As a POSIX shell reads it.
    private static string Unquoted(string option)
    {
        var word = option["--item ".Length..];
        return word.StartsWith('\'') ? word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal) : word;
    }
}
