using System.Text;
using Kptn.Engine.Projects.Toml;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects.Toml;

public sealed class TomlPlaceSpecs
{
    [Fact]
    public void Every_key_and_value_knows_its_place()
    {
        var root = Read("\uFEFF[tool.kptn]\r\nname = 'é😀' # note\r\n  list = [\r\n    1,\r\n    { k = true }]\r\ntext = \"\"\"\r\na\r\n\"\"\"\r\na.b = 1979-05-27 07:32:00Z\r\n[[tool.x]]\r\n");

        Assert.Equal(
            """
            tool 1:2 map 1:1
            tool.kptn 1:7 map 1:1
            tool.kptn.name 2:1 é😀 2:8
            tool.kptn.list 3:3 list 3:10
            tool.kptn.list[0] 1 4:5
            tool.kptn.list[1] map 5:5
            tool.kptn.list[1].k 5:7 true 5:11
            tool.kptn.text 6:1 a· 6:8
            tool.kptn.a 9:1 map 9:1
            tool.kptn.a.b 9:3 1979-05-27 07:32:00Z 9:7
            tool.x 10:8 list 10:1
            tool.x[0] map 10:1

            """.ReplaceLineEndings("\n"),
            Describe(root, ""));
    }

    [Fact]
    public void Columns_count_UTF16_units()
    {
        var root = Read("a = { '😀' = 1, b = 2 }");

        Assert.Equal("t:1:17", ((YamlMap)root["a"]!).Entries[1].KeyPlace.ToString());
    }

    [Fact]
    public void Dates_keep_what_is_written()
    {
        var root = Read("a = 0000-02-29\nb = 23:59:60.123456789123\nc = 1979-05-27t00:32:00.999-23:59\nd = 1979-05-27 00:00:00");

        Assert.Equal(new TomlDate(0, 2, 29), ((YamlScalar)root["a"]!).Value);
        Assert.Equal(new TomlTime(23, 59, 60, 123_456_789), ((YamlScalar)root["b"]!).Value);
        Assert.Equal("1979-05-27T00:32:00.999-23:59", ((YamlScalar)root["c"]!).Value!.ToString());
        Assert.Equal(new TomlDateTime(new TomlDate(1979, 5, 27), new TomlTime(0, 0, 0, 0), null), ((YamlScalar)root["d"]!).Value);
    }

    private static YamlMap Read(string toml)
    {
        var document = TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t");
        Assert.Null(document.Error);
        return document.Root!;
    }

    private static string Describe(YamlNode node, string path)
    {
        return node switch
        {
            YamlMap map => string.Concat(map.Entries.Select(e => Line($"{path}.{e.Key}".TrimStart('.'), $"{e.KeyPlace.Line}:{e.KeyPlace.Column} ", e.Value))),
            YamlList list => string.Concat(list.Items.Select((item, i) => Line($"{path}[{i}]", "", item))),
            _ => "",
        };

        static string Line(string path, string key, YamlNode value) =>
            $"{path} {key}{(value is YamlScalar s ? s.Text.Replace('\n', '·') : value is YamlMap ? "map" : "list")} {value.Place.Line}:{value.Place.Column}\n{Describe(value, path)}";
    }
}
