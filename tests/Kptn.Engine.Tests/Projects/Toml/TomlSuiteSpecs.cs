using System.Text.Json;
using Kptn.Engine.Projects.Toml;

namespace Kptn.Engine.Tests.Projects.Toml;

public sealed class TomlSuiteSpecs
{
    [Fact]
    public void Every_valid_file_of_the_suite_is_read_as_it_says()
    {
        Assert.SkipWhen(TomlSuite.Folder is null, TomlSuite.Missing);
        var failures = new List<string>();
        var read = 0;
        foreach (var file in TomlSuite.Listed("valid"))
        {
            var path = Path.Combine(TomlSuite.Folder!, file);
            using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(path, ".json")));
            var document = TomlReader.Read(File.ReadAllBytes(path), file);
            read++;
            if (document.Error is { } error) failures.Add($"{error.Place}: {error.Message}");
            else if (TaggedJson.Difference(document.Root!, expected.RootElement, "") is { } difference) failures.Add($"{file}{difference}");
        }

        Assert.Empty(failures);
        Assert.InRange(read, 200, int.MaxValue);
    }

    [Fact]
    public void Every_invalid_file_of_the_suite_is_refused_with_its_line()
    {
        Assert.SkipWhen(TomlSuite.Folder is null, TomlSuite.Missing);
        var failures = new List<string>();
        var read = 0;
        foreach (var file in TomlSuite.Listed("invalid"))
        {
            var bytes = File.ReadAllBytes(Path.Combine(TomlSuite.Folder!, file));
            var document = TomlReader.Read(bytes, file);
            read++;
            if (document.Error is null || document.Root is not null) failures.Add($"{file} is accepted");
            else if (document.Error.Place.Line < 1 || document.Error.Place.Line > bytes.AsSpan().Count((byte)'\n') + 1 || document.Error.Place.Column < 1) failures.Add($"{document.Error.Place} is no place");
            else if (document.Error.Code != "toml-syntax" || document.Error.Message.Any(char.IsControl)) failures.Add($"{document.Error}");
        }

        Assert.Empty(failures);
        Assert.InRange(read, 400, int.MaxValue);
    }

    [Fact]
    public void The_list_names_all_that_is_read()
    {
        Assert.SkipWhen(TomlSuite.Folder is null, TomlSuite.Missing);
        var listed = File.ReadLines(Path.Combine(TomlSuite.Folder!, "files-toml-1.0.0")).Count(l => l.EndsWith(".toml", StringComparison.Ordinal));

        Assert.Equal(listed, TomlSuite.Listed("valid").Count + TomlSuite.Listed("invalid").Count);
    }
}
