using System.Text;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class ItemNamesSpecs
{
    [Theory]
    [InlineData("\"NC\"", "NC")]
    [InlineData("27006", "27006")]
    [InlineData("[\"NC\",27006]", "NC,27006")]
    [InlineData("[\"NC\",\"27006\"]", "NC,\"27006\"")]
    [InlineData("\"NC,27006\"", "\"NC,27006\"")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("\"1e5\"", "\"1e5\"")]
    [InlineData("\"02134\"", "02134")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("\"null\"", "\"null\"")]
    [InlineData("true", "true")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\" a\"", "\" a\"")]
    [InlineData("\"North Carolina\"", "North Carolina")]
    [InlineData("\"a\\nb\\u001b[31m\"", "\"a\\nb\\u001b[31m\"")]
    [InlineData("\"say \\\"hi\\\"\"", "\"say \\\"hi\\\"\"")]
    [InlineData("\"\u202eevil\"", "\"\\u202eevil\"")]
    [InlineData("\"👨‍👩‍👧 東京\"", "👨‍👩‍👧 東京")]
    [InlineData("1.5", "1.5")]
    public void An_item_is_shown_in_messages(string key, string shown) => Assert.Equal(shown, ItemNames.Shown(key));

    [Fact]
    public void A_long_item_is_cut()
    {
        Assert.Equal(new string('x', 59) + "…", ItemNames.Shown(ItemValues.Key(new string('x', 1_000_000))));
        Assert.Equal(new string('x', 58) + "…", ItemNames.Shown(ItemValues.Key(new string('x', 58) + "😀😀")));
        Assert.Equal("\"" + new string('x', 58) + "…", ItemNames.Shown(ItemValues.Key(new string('x', 1_000_000) + "\n")));
        Assert.Equal(new string('x', 60), ItemNames.Shown(ItemValues.Key(new string('x', 60))));
    }

    [Theory]
    [InlineData("\"NC\"", "NC")]
    [InlineData("\"USA\"", "USA")]
    [InlineData("\"north-carolina\"", "north-carolina")]
    [InlineData("\"a.csv\"", "a.csv")]
    [InlineData("\"02134\"", "02134")]
    [InlineData("27006", "27006")]
    [InlineData("-1", "-1")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e-05", "1e-05")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    public void A_plain_item_is_its_file_name(string key, string name) => Assert.Equal(name, ItemNames.FileName(key));

    [Theory]
    [InlineData("[\"NC\",27006]", "NC_27006-")]
    [InlineData("\"27006\"", "27006-")]
    [InlineData("\"nc\"", "nc-")]
    [InlineData("\"Texas\"", "Texas-")]
    [InlineData("\"True\"", "True-")]
    [InlineData("\"in/a.csv\"", "in_a.csv-")]
    [InlineData("\"CON\"", "_CON-")]
    [InlineData("\"nul.txt\"", "_nul.txt-")]
    [InlineData("\"\"", "_-")]
    [InlineData("\"..\"", "_.-")]
    [InlineData("\"a.\"", "a.-")]
    [InlineData("\"São Paulo\"", "São_Paulo-")]
    [InlineData("\"x-1a2b3c4d\"", "x-1a2b3c4d-")]
    [InlineData("1e+16", "1e_16-")]
    public void Any_other_item_gets_eight_digits_of_its_identity(string key, string start)
    {
        var id = ItemId.Of(key).High.ToString("x16", null);
        Assert.Equal(start + id[..8], ItemNames.FileName(key));
    }

    [Fact]
    public void An_item_of_which_little_can_be_shown_gets_sixteen_digits()
    {
        foreach (var key in new[] { ItemValues.Key("😀"), ItemValues.Key("a///b"), ItemValues.Key(new string('x', 10_000)) })
        {
            Assert.EndsWith("-" + ItemId.Of(key).High.ToString("x16", null), ItemNames.FileName(key), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void File_names_are_safe_and_distinct_whatever_the_case()
    {
        var random = new Random(11);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 200_000; i++) keys.Add(RandomKeys.Key(random));

        // Each name is taken as the text of one more item.
        foreach (var key in keys.ToArray())
        {
            var name = ItemNames.FileName(key);
            keys.Add(ItemValues.Key(name));
            keys.Add(ItemValues.Key(name.ToUpperInvariant()));
        }

        CheckDistinct(keys);
    }

    [Fact]
    public void Every_character_there_is_gets_a_file_of_its_own() => CheckDistinct(
        Enumerable.Range(0, 0x110000).Where(value => Rune.IsValid(value)).Select(value => ItemValues.Key(new Rune(value).ToString())));

    [Fact]
    public void A_hundred_thousand_long_items_that_differ_at_the_end_get_files_of_their_own() =>
        CheckDistinct(Enumerable.Range(0, 100_000).Select(i => ItemValues.Key(new string('x', 100) + i)));

    private static void CheckDistinct(IEnumerable<string> keys)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lower = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var name = ItemNames.FileName(key);
            Assert.True(IsSafe(name), $"{key} gives '{name}'");
            Assert.True(names.TryAdd(name, key), $"{key} and {names[name]} give '{name}'");
            Assert.True(lower.Add(name.ToLowerInvariant()), name);
        }
    }

    private static bool IsSafe(string name)
    {
        if (name.Length is 0 or > 60 || Encoding.UTF8.GetByteCount(name) > 120 || name[0] == '.' || name[^1] is '.' or ' ') return false;
        if (ReservedNames.Has(name)) return false;
        return name.EnumerateRunes().All(rune => rune.Value is '_' or '-' or '.' || (rune.IsAscii ? Rune.IsLetterOrDigit(rune) : Rune.IsLetter(rune)));
    }
}
