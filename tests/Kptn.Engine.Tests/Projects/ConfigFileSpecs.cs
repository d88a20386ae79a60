using System.Diagnostics;
using System.Text;

namespace Kptn.Engine.Tests.Projects;

public sealed class ConfigFileSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_am_told_that_the_file_does_not_exist()
        => Assert.Equal(["kptn.yaml config-missing: this file does not exist | kptn.yaml | 'kptn init' writes an example"], Lines());

    [Fact]
    public void I_am_told_that_it_is_a_folder()
    {
        Directory.CreateDirectory(_folder["kptn.yaml"]);
        Assert.Equal(["kptn.yaml config-is-folder: this is a folder | a YAML file"], Lines());
    }

    [Fact]
    public void I_am_told_that_I_may_not_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read every file");
        _folder.Write("kptn.yaml", Reading.Minimal);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["kptn.yaml"], UnixFileMode.None);
        Assert.Equal(["kptn.yaml config-unreadable: this file may not be read | read permission | chmod u+r kptn.yaml"], Lines());
    }

    [Fact]
    public void I_am_told_where_a_binary_file_stops_being_text()
    {
        Assert.Equal(["kptn.yaml:2:4 config-not-text: the file is not text: a NUL byte stands at byte 8 | a YAML file in UTF-8"], Lines("a: 1\nb: \0"));
        Assert.Equal(["kptn.yaml:1:4 config-not-text: the file is not text: control character 0x1B stands at byte 3 | a YAML file in UTF-8"], Lines("a: \e[31m"));
    }

    [Fact]
    public void I_am_told_where_bytes_are_not_UTF8()
        => Assert.Equal(
            ["kptn.yaml:2:5 config-not-utf8: byte 9 (0xE9) is not UTF-8 | a YAML file in UTF-8 | save it as UTF-8 in your editor"],
            Lines([.. "a: 1\nb: \u00e9"u8[..8], (byte)'x', 0xE9, (byte)'\n']));

    [Fact]
    public void I_am_told_to_save_UTF16_as_UTF8()
    {
        const string expected = "kptn.yaml config-utf16: the file is written in UTF-16 | UTF-8 | save it as UTF-8 in your editor";
        Assert.Equal([expected], Lines([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Reading.Minimal)]));
        Assert.Equal([expected], Lines(Encoding.Unicode.GetBytes(Reading.Minimal)));
        Assert.Equal([expected], Lines(Encoding.BigEndianUnicode.GetBytes(Reading.Minimal)));
    }

    [Fact]
    public void I_can_start_the_file_with_a_byte_order_mark()
    {
        const string yaml = Reading.Minimal + "tasks:\n  A: {command: x}\n";
        Assert.Empty(Lines([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(yaml)]));
    }

    [Fact]
    public void I_am_told_that_a_file_is_too_large()
    {
        using (var stream = File.Create(_folder["kptn.yaml"])) stream.SetLength(101 * 1024 * 1024);
        Assert.Equal(["kptn.yaml config-too-large: the file has 101 MB | at most 100 MB"], Lines());
    }

    [Fact]
    public void I_am_not_shown_a_million_findings()
    {
        var yaml = new StringBuilder();
        for (var i = 0; i < 100_000; i++) yaml.Append($"key_{i}: 1\n");
        var lines = Lines(yaml.ToString());
        Assert.Equal(1_001, lines.Length);
        Assert.Equal("kptn.yaml too-many-findings: there are more than 1000 findings; the rest is not shown", lines[0]);
    }

    [Fact]
    public void I_can_read_ten_thousand_tasks_quickly()
    {
        var yaml = new StringBuilder("graphs:\n  g:\n    tasks:\n");
        for (var i = 0; i < 10_000; i++) yaml.Append($"      t{i}: [t{i / 2 + 20000}, t{i / 3 + 10000}]\n");
        yaml.Append("tasks:\n");
        for (var i = 0; i < 10_000; i++) yaml.Append($"  t{i}:\n    command: [\"cp\", \"in/{i}.txt\", \"out/{i}.txt\"]\n    outputs: [\"layer/{i}.txt\"]\n");
        _folder.Write("kptn.yaml", yaml.ToString());
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(10_000, _folder.ReadProject().Project!.Tasks.Count);
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        // A wide margin: a debug build on a busy machine must pass, a quadratic reader must not.
        Assert.True(best < TimeSpan.FromSeconds(3), $"took {best}");
    }

    private string[] Lines(string content)
    {
        _folder.Write("kptn.yaml", content);
        return Lines();
    }

    private string[] Lines(byte[] content)
    {
        File.WriteAllBytes(_folder["kptn.yaml"], content);
        return Lines();
    }

    private string[] Lines() => [.. _folder.ReadProject().Findings.Select(Reading.Line)];
}
