using System.Globalization;
using System.Numerics;
using System.Text;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects;

public sealed class YamlReaderSpecs
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("yes", "yes")]
    [InlineData("on", "on")]
    [InlineData("~", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("'null'", "null")]
    [InlineData("\"3\"", "3")]
    [InlineData("3", 3L)]
    [InlineData("-3", -3L)]
    [InlineData("+3", 3L)]
    [InlineData("007", 7L)]
    [InlineData("0x1F", 31L)]
    [InlineData("0o17", 15L)]
    [InlineData("0x", "0x")]
    [InlineData("0o8", "0o8")]
    [InlineData("1_000", "1_000")]
    [InlineData("3.5", 3.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1e", "1e")]
    [InlineData(".", ".")]
    [InlineData(".inf", double.PositiveInfinity)]
    [InlineData("-.INF", double.NegativeInfinity)]
    [InlineData(".nan", double.NaN)]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("12:30:45", "12:30:45")]
    [InlineData("2024-01-01", "2024-01-01")]
    [InlineData("!!str 3", "3")]
    [InlineData("! 3", "3")]
    [InlineData("!!int '3'", 3L)]
    [InlineData("!!float 3", 3.0)]
    [InlineData("!!bool 'true'", true)]
    [InlineData("!!null ''", null)]
    [InlineData("|\n  a\n  b\n", "a\nb\n")]
    [InlineData(">-\n  a\n  b\n", "a b")]
    public void I_get_what_the_core_schema_makes_of_a_scalar(string text, object? value)
    {
        var node = (YamlMap)Good($"a: {text}\n");
        Assert.Equal(value, ((YamlScalar)node["a"]!).Value);
    }

    [Fact]
    public void I_get_large_integers_whole()
        => Assert.Equal(BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture), ((YamlScalar)Good("123456789012345678901234567890")).Value);

    [Fact]
    public void I_get_keys_and_values_with_their_places()
    {
        var root = (YamlMap)Good("é😀: x\nb:\r\n  - {1: y, true: z}\n");
        Assert.Equal("é😀@f:1:1 f:1:6 | b@f:2:1 f:3:3", string.Join(" | ", root.Entries.Select(entry => $"{entry.Key}@{entry.KeyPlace} {entry.Value.Place}")));
        var inner = (YamlMap)((YamlList)root["b"]!).Items[0];
        Assert.Equal("1@f:3:6 | true@f:3:12", string.Join(" | ", inner.Entries.Select(entry => $"{entry.Key}@{entry.KeyPlace}")));
    }

    [Fact]
    public void I_can_merge_defaults_that_the_map_itself_overrides()
    {
        var root = (YamlMap)Good("d: &d {a: 1, b: 2}\ne: &e {b: 3, c: 4}\nm:\n  z: 0\n  <<: [*d, *e]\n  a: 9\nq: {\"<<\": *d}\n");
        Assert.Equal("z=0 b=2 c=4 a=9", string.Join(' ', ((YamlMap)root["m"]!).Entries.Select(entry => $"{entry.Key}={((YamlScalar)entry.Value).Text}")));
        Assert.Equal("<<", ((YamlMap)root["q"]!).Entries.Single().Key);
    }

    [Fact]
    public void I_can_repeat_a_value_and_use_it_as_a_key()
    {
        var root = (YamlMap)Good("a: &a x\n*a : 1\nb: [*a, *a]\n");
        Assert.Equal(["a", "x", "b"], root.Entries.Select(entry => entry.Key));
        Assert.Equal(["x", "x"], ((YamlList)root["b"]!).Items.Select(item => ((YamlScalar)item).Text));
    }

    [Fact]
    public void I_get_the_first_of_two_equal_keys_in_a_long_map()
    {
        var yaml = string.Concat(Enumerable.Range(0, 50).Select(i => $"k{i}: {i}\n")) + "k7: x\n";
        var document = Read(yaml);
        Assert.Equal(["f:51:1 duplicate-key: key 'k7' stands here a second time; first at f:8:1 | each key once"], document.Findings.Select(Reading.Line));
        Assert.Equal(50, ((YamlMap)document.Root!).Entries.Count);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{")]
    public void I_am_told_of_values_nested_too_deep_and_nothing_breaks(string opening)
    {
        var lines = Read(string.Concat(Enumerable.Repeat(opening, 100_000))).Findings.Select(Reading.Line).ToList();
        Assert.EndsWith(" yaml-too-deep: values are nested more than 200 deep | at most 200", lines[^1]);
    }

    [Fact]
    public void I_am_told_of_a_number_too_long_to_read()
        => Assert.Equal(["f:1:1 yaml-number-too-long: a number of 5000 characters | at most 4000; put it in quotes to make it text"], Read(new string('9', 5_000)).Findings.Select(Reading.Line));

    [Fact]
    public void I_am_told_of_merges_that_multiply()
    {
        var yaml = "a: &a {" + string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"k{i}: 1")) + "}\n"
            + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"m{i}: {{<<: *a}}\n"));
        Assert.Equal(["yaml-too-large"], Read(yaml).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void I_can_hand_over_any_bytes_and_nothing_breaks()
    {
        var random = new Random(7);
        const string alphabet = "ab:-[]{},&*!|>'\"%@`?# \n\n  \t\\~<01.=é";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            Assert.All(Read(text).Findings, finding => Assert.True(finding.Place.Line > 0 && finding.Place.Column > 0, $"{text}: {finding}"));
        }
    }

    private static YamlNode Good(string yaml)
    {
        var (root, findings) = Read(yaml);
        Assert.Empty(findings.Select(Reading.Line));
        return root!;
    }

    private static YamlDocument Read(string yaml) => YamlReader.Read(Encoding.UTF8.GetBytes(yaml), "f");
}
