using System.Text.Json;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class ResultListWriterSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_become_one_list()
    {
        _folder.Write("large", "{\"a\":1}");
        using (var writer = new ResultListWriter(_folder["list"]))
        {
            writer.Add("1"u8);
            writer.AddNull();
            writer.AddFile(_folder["large"]);
            writer.Add("\"é\""u8);
            writer.Finish();
            Assert.Equal(4, writer.Count);
            Assert.Equal(new FileInfo(_folder["list"]).Length, writer.Length);
        }

        Assert.Equal("[1,null,{\"a\":1},\"é\"]", _folder.Read("list"));
    }

    [Fact]
    public void No_results_are_an_empty_list()
    {
        using (var writer = new ResultListWriter(_folder["list"])) writer.Finish();
        Assert.Equal("[]", _folder.Read("list"));
    }

    [Fact]
    public void Results_larger_than_the_buffer_stay_whole()
    {
        var random = new Random(1);
        var sizes = Enumerable.Range(0, 60).Select(_ => random.Next(1, 200_000)).Append(65_533).Append(65_536).ToArray();
        using (var writer = new ResultListWriter(_folder["list"]))
        {
            foreach (var size in sizes)
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(new string((char)('a' + (size % 26)), size));
                if (size % 2 == 0)
                {
                    writer.Add(json);
                    continue;
                }

                File.WriteAllBytes(_folder["part"], json);
                writer.AddFile(_folder["part"]);
            }

            writer.Finish();
        }

        using var reader = new ItemReader(_folder["list"], ["X"]);
        foreach (var size in sizes)
        {
            Assert.True(reader.Read());
            Assert.Equal(size + 2, reader.Key.Length);
            Assert.Equal('a' + (size % 26), reader.Key[1]);
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void A_list_that_was_not_finished_is_gone()
    {
        using (var writer = new ResultListWriter(_folder["list"])) writer.Add("1"u8);
        Assert.False(File.Exists(_folder["list"]));
    }

    [Fact]
    public void A_list_with_half_an_element_cannot_be_finished()
    {
        _folder.Write("empty", "");
        using (var writer = new ResultListWriter(_folder["list"]))
        {
            Assert.Throws<InvalidDataException>(() => writer.AddFile(_folder["empty"]));
            Assert.Throws<InvalidOperationException>(writer.AddNull);
            Assert.Throws<InvalidOperationException>(writer.Finish);
        }

        Assert.False(File.Exists(_folder["list"]));
    }

    [Fact]
    public void A_missing_file_harms_nothing()
    {
        using (var writer = new ResultListWriter(_folder["list"]))
        {
            Assert.Throws<FileNotFoundException>(() => writer.AddFile(_folder["missing"]));
            writer.AddNull();
            writer.Finish();
        }

        Assert.Equal("[null]", _folder.Read("list"));
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_no_list()
    {
        if (!OperatingSystem.IsLinux()) return;

        // Through a link of the test's own: the writer removes the path it was given.
        File.CreateSymbolicLink(_folder["list"], "/dev/full");
        using (var writer = new ResultListWriter(_folder["list"]))
        {
            writer.Add("1"u8);
            Assert.Throws<IOException>(writer.Finish);
            Assert.Throws<InvalidOperationException>(writer.Finish);
        }

        Assert.False(Path.Exists(_folder["list"]));
        Assert.True(Path.Exists("/dev/full"));
    }
}
