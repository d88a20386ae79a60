using System.Globalization;
using System.Text;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects;

public sealed class YamlCacheSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_large_file_reads_the_same_through_its_cache()
    {
        var bytes = Large("x: [1, 2.5, -0.0, .inf, true, ~, '1', 123456789012345678901234567890, \"a\\nb\", 'ü€😀', {y: {}}, []]\n");
        var direct = YamlReader.Read(bytes, "kptn.yaml");
        var first = YamlCache.Read(bytes, "kptn.yaml", _folder["cache/yaml"]);
        var second = YamlCache.Read(bytes, "kptn.yaml", _folder["cache/yaml"]);

        Assert.True(File.Exists(_folder["cache/yaml"]));
        Assert.Equal(Text(direct.Root), Text(first.Root));
        Assert.Equal(Text(direct.Root), Text(second.Root));
    }

    [Fact]
    public void Another_content_is_never_taken_from_the_cache()
    {
        YamlCache.Read(Large("x: 1\n"), "kptn.yaml", _folder["cache/yaml"]);
        var changed = YamlCache.Read(Large("x: 2\n"), "kptn.yaml", _folder["cache/yaml"]);

        Assert.Equal(2L, ((YamlScalar)((YamlMap)changed.Root!)["x"]!).Value);
    }

    [Fact]
    public void A_damaged_cache_is_passed_over()
    {
        var bytes = Large("x: 1\n");
        var expected = Text(YamlCache.Read(bytes, "kptn.yaml", _folder["cache/yaml"]).Root);
        var cache = File.ReadAllBytes(_folder["cache/yaml"]);
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var damaged = cache.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder["cache/yaml"], round % 5 == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            Assert.Equal(expected, Text(YamlCache.Read(bytes, "kptn.yaml", _folder["cache/yaml"]).Root));
        }
    }

    [Fact]
    public void A_file_with_findings_is_not_kept()
    {
        var document = YamlCache.Read(Large("x: 1\nx: 2\n"), "kptn.yaml", _folder["cache/yaml"]);

        Assert.Equal("duplicate-key", Assert.Single(document.Findings).Code);
        Assert.False(File.Exists(_folder["cache/yaml"]));
    }

    private static byte[] Large(string start)
    {
        var text = new StringBuilder(start);
        for (var i = 0; text.Length < 70_000; i++) text.Append(CultureInfo.InvariantCulture, $"key{i}: [value{i % 7}, {i}]\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Text(YamlNode? node) => node switch
    {
        YamlMap map => $"{map.Place}{{{string.Concat(map.Entries.Select(entry => $"{entry.Key}@{entry.KeyPlace}={Text(entry.Value)};"))}}}",
        YamlList list => $"{list.Place}[{string.Concat(list.Items.Select(Text))}]",
        YamlScalar scalar => string.Create(CultureInfo.InvariantCulture, $"{scalar.Place}{scalar.Text}:{scalar.Value?.GetType().Name}:{scalar.Value}"),
        _ => "null",
    };
}
