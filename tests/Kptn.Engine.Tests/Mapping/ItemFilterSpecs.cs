using System.Text;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Mapping;

public sealed class ItemFilterSpecs
{
    private static readonly string[] Pair = ["US_STATE", "ZIP_CODE"];

    [Theory]
    [InlineData("X=NC", "\"NC\"", true)]
    [InlineData("X=nc", "\"NC\"", false)]
    [InlineData("X=1", "1", true)]
    [InlineData("X=1", "\"1\"", true)]
    [InlineData("X=1", "1.0", false)]
    [InlineData("X=\"1\"", "\"1\"", true)]
    [InlineData("X=\"1\"", "1", false)]
    [InlineData("X=1e5", "100000.0", true)]
    [InlineData("X=1e5", "\"1e5\"", true)]
    [InlineData("X=true", "true", true)]
    [InlineData("X=null", "null", true)]
    [InlineData("X=", "\"\"", true)]
    [InlineData("X=", "\"a\"", false)]
    [InlineData("X=N*", "\"NC\"", true)]
    [InlineData("X=N*", "\"SC\"", false)]
    [InlineData("X=\"N*\"", "\"NC\"", false)]
    [InlineData("X=\"N*\"", "\"N*\"", true)]
    [InlineData("X=270??", "27006", true)]
    [InlineData("X=*", "null", true)]
    [InlineData("X=a=b", "\"a=b\"", true)]
    [InlineData("X=\"a,b\"", "\"a,b\"", true)]
    [InlineData("X=\"a\\nb\"", "\"a\\nb\"", true)]
    [InlineData("X=é😀", "\"é😀\"", true)]
    [InlineData("X=[x]", "\"[x]\"", true)]
    [InlineData("X=[x]", "\"x\"", true)]
    public void A_value_selects_items(string word, string key, bool isMeant) => Assert.Equal(isMeant, Matches(["X"], key, word));

    [Theory]
    [InlineData("X=NC", "\"NC\"", "\"NC\"")]
    [InlineData("X=1", "\"1\" 1", "1")]
    [InlineData("X=\"1\"", "\"\\\"1\\\"\" \"1\"", "\"1\"")]
    [InlineData("X=N*", null, null)]
    public void Items_named_in_full_can_be_looked_up_without_reading_all(string word, string? keys, string? literal)
    {
        var filter = ItemFilter.Parse([word], []);
        Assert.Equal(keys, filter.Keys(["X"]) is { } found ? string.Join(' ', found) : null);
        Assert.Equal(literal, filter.Literal(["X"]));
    }

    [Fact]
    public void Pairs_named_in_part_cannot_be_looked_up()
    {
        Assert.Null(ItemFilter.Parse(["US_STATE=NC"], []).Keys(Pair));
        Assert.Equal(["[\"NC\",\"27006\"]", "[\"NC\",27006]"], ItemFilter.Parse(["US_STATE=NC,ZIP_CODE=27006"], []).Keys(Pair)!);
        Assert.Equal("[\"NC\",27006]", ItemFilter.Parse(["US_STATE=NC,ZIP_CODE=27006"], []).Literal(Pair));
    }

    [Fact]
    public void Several_keys_must_all_match()
    {
        Assert.True(Matches(Pair, """["NC",27006]""", "US_STATE=NC,ZIP_CODE=27006"));
        Assert.True(Matches(Pair, """["NC",27006]""", "ZIP_CODE=27006", "US_STATE=NC"));
        Assert.False(Matches(Pair, """["SC",27006]""", "US_STATE=NC,ZIP_CODE=27006"));
        Assert.False(Matches(Pair, """[27006,"NC"]""", "US_STATE=NC,ZIP_CODE=27006"));
        Assert.True(Matches(Pair, """["a,\"]",27006]""", "ZIP_CODE=27006"));
    }

    [Fact]
    public void Several_values_of_a_key_are_alternatives()
    {
        string[] words = ["US_STATE=NC", "US_STATE=SC", "ZIP_CODE=1*"];
        Assert.True(Matches(Pair, """["NC",10]""", words));
        Assert.True(Matches(Pair, """["SC",1]""", words));
        Assert.False(Matches(Pair, """["VA",1]""", words));
        Assert.False(Matches(Pair, """["NC",2]""", words));
    }

    [Fact]
    public void It_applies_where_all_its_keys_are_names_of_the_list()
    {
        var filter = new ItemFilter([new ItemSelector("US_STATE", "NC")]);
        Assert.True(filter.Applies(Pair));
        Assert.False(filter.Applies(["ZIP_CODE"]));
        Assert.False(filter.Matches(["ZIP_CODE"], "\"NC\""u8));
        Assert.False(new ItemFilter([new("US_STATE", "NC"), new("us_state", "NC")]).Applies(Pair));
    }

    [Fact]
    public void Without_selectors_every_item_is_meant()
    {
        var filter = new ItemFilter([]);
        Assert.True(filter.IsEmpty);
        Assert.True(filter.Applies(Pair));
        Assert.True(filter.Matches(Pair, "[1,2]"u8));
    }

    [Theory]
    [InlineData("US_STATE", "the item 'US_STATE' has no KEY=VALUE")]
    [InlineData("", "the item '' has no KEY=VALUE")]
    [InlineData("=NC", "the item '=NC' has no KEY=VALUE")]
    [InlineData("US_STATE=NC,SC", "the item 'US_STATE=NC,SC' has no KEY= before 'SC'")]
    [InlineData("US_STATE=NC,SC,VA=1", "the item 'US_STATE=NC,SC,VA=1' has no KEY= before 'SC'")]
    [InlineData("US_STATE=NC,", "the item 'US_STATE=NC,' has no KEY= before ''")]
    [InlineData("CITY=\"Cary", "the item 'CITY=\"Cary' has a quote before the value of CITY that is not closed, or text after it")]
    [InlineData("CITY=\"Cary\"x", "the item 'CITY=\"Cary\"x' has a quote before the value of CITY that is not closed, or text after it")]
    [InlineData("CITY=\"Cary\\", "the item 'CITY=\"Cary\\' has a quote before the value of CITY that is not closed, or text after it")]
    public void A_word_that_selects_nothing_is_a_finding(string word, string message)
    {
        var findings = new List<Finding>();
        Assert.True(ItemFilter.Parse([word], findings).IsEmpty);
        Assert.Equal(message, Assert.Single(findings).Message);
    }

    [Fact]
    public void A_list_of_values_says_how_to_write_it()
    {
        var findings = new List<Finding>();
        ItemFilter.Parse(["US_STATE=NC,SC"], findings);
        Assert.Equal("for either of the two write --item US_STATE=NC --item US_STATE=SC; for one value with a comma --item 'US_STATE=\"NC,SC\"'", findings[0].Suggestion);
    }

    [Fact]
    public void Any_item_is_selected_by_its_own_values_quoted()
    {
        var random = new Random(2);
        for (var i = 0; i < 5000; i++)
        {
            string[] values = [RandomKeys.Value(random), RandomKeys.Value(random)];
            Assert.True(Matches(Pair, $"[{values[0]},{values[1]}]", $"US_STATE={values[0]},ZIP_CODE={values[1]}"));
        }
    }

    private static bool Matches(string[] names, string key, params string[] words)
    {
        var findings = new List<Finding>();
        var filter = ItemFilter.Parse(words, findings);
        Assert.Empty(findings);
        return filter.Matches(names, Encoding.UTF8.GetBytes(key));
    }
}
