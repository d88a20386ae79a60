using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class ItemValuesSpecs
{
    [Theory]
    [InlineData("\"NC\"", "NC")]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\n\\\"b\\\\\\u0001\"", "a\n\"b\\\u0001")]
    [InlineData("\"27006\"", "27006")]
    [InlineData("27006", "27006")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    public void A_value_as_text(string json, string text) => Assert.Equal(text, ItemValues.Text(json));

    [Fact]
    public void A_combo_is_split_into_its_parts()
    {
        var values = ItemValues.Split(["A", "B", "C"], """["x,]\"[é😀",-1.5,null]""");
        Assert.Equal([new("A", "\"x,]\\\"[é😀\""), new("B", "-1.5"), new("C", "null")], values);
        Assert.Equal([new("A", "\"[1,2]\"")], ItemValues.Split(["A"], "\"[1,2]\""));
    }

    [Fact]
    public void The_key_of_a_text_gives_the_text_back()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var text = ItemValues.Text(RandomKeys.Value(random));
            Assert.Equal(text, ItemValues.Text(ItemValues.Key(text)));
        }
    }

    [Fact]
    public void What_an_environment_cannot_hold_is_said()
    {
        Assert.Null(ItemValues.Problem("\"NC\\n\""));
        Assert.Null(ItemValues.Problem(ItemValues.Key(new string('x', 100_000))));
        Assert.Equal("contains a NUL character, which an environment variable cannot hold", ItemValues.Problem("\"a\\u0000\""));
        Assert.Equal("is 100,002 bytes of text; an environment variable may hold 100,000", ItemValues.Problem(ItemValues.Key(new string('é', 50_001))));
    }
}
