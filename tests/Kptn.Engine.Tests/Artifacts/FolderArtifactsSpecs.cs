using System.Text;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Tests.Artifacts;

public sealed class FolderArtifactsSpecs : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly LocalArtifactStore _store;
    private readonly FolderArtifacts _folders;

    public FolderArtifactsSpecs()
    {
        _store = new LocalArtifactStore(_folder["store"]);
        _folders = new FolderArtifacts(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task A_folder_comes_back_with_all_its_files()
    {
        await Task.Yield();
        string[] names = ["a", "deep/er/b c", "ü", "line\nbreak", "back\\slash", "\\n", "deep/.hidden"];
        foreach (var name in names) _folder.Write($"in/out/{name}", name);
        var hash = Put("out/");

        Assert.Equal(names.Length, _folders.Get(hash, _folder["again"], out var outcome));
        Assert.Equal(GetOutcome.Found, outcome);
        foreach (var name in names) Assert.Equal(name, _folder.Read($"again/out/{name}"));
        Assert.Equal(hash, Reader("again").Read("out")!.Hash);
        Assert.Equal(0, _folders.Get(hash, _folder["again"], out _));
    }

    [Fact(Timeout = 20_000)]
    public async Task Files_that_match_a_glob_come_back()
    {
        await Task.Yield();
        _folder.Write("in/a.csv", "1").Write("in/b.csv", "2").Write("in/c.txt", "3");
        var hash = Put("*.csv");
        _folders.Get(hash, _folder["again"], out _);
        Assert.Equal(["a.csv", "b.csv"], Directory.GetFiles(_folder["again"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task Links_to_files_become_files_and_links_to_folders_are_left_out()
    {
        await Task.Yield();
        _folder.Write("elsewhere/data", "content").Write("in/out/a", "1");
        File.CreateSymbolicLink(_folder["in/out/file"], _folder["elsewhere/data"]);
        Directory.CreateSymbolicLink(_folder["in/out/folder"], _folder["elsewhere"]);
        var hash = Put("out/");

        _folders.Get(hash, _folder["again"], out _);
        Assert.Equal(["a", "file"], Directory.GetFileSystemEntries(_folder["again/out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Null(new FileInfo(_folder["again/out/file"]).LinkTarget);
        Assert.Equal("content", _folder.Read("again/out/file"));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("../x")]
    [InlineData("out/../../x")]
    [InlineData("/tmp/kptn-hostile-x")]
    [InlineData("out//x")]
    [InlineData("./x")]
    [InlineData("out/x/..")]
    public async Task A_listing_that_leads_out_of_its_folder_is_refused_before_anything_is_written(string path)
    {
        await Task.Yield();
        var content = _store.Put("evil"u8);
        var hash = _store.Put(Encoding.UTF8.GetBytes(new FolderListing([new("good", content), new(path, content)]).Text));

        Assert.Throws<IOException>(() => _folders.Get(hash, _folder["a/again"], out _));
        Assert.False(Directory.Exists(_folder["a"]));
        Assert.False(File.Exists("/tmp/kptn-hostile-x"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_is_written_through_a_link_to_another_folder()
    {
        await Task.Yield();
        _folder.Write("in/out/sub/a", "1");
        var hash = Put("out/");
        Directory.CreateDirectory(_folder["again/out"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["again/out/sub"], _folder["elsewhere"]);

        var error = Assert.Throws<IOException>(() => _folders.Get(hash, _folder["again"], out _));
        Assert.Contains("out/sub", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["elsewhere"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_is_written_where_a_file_of_the_folder_is_lost()
    {
        await Task.Yield();
        _folder.Write("in/out/a", "1").Write("in/out/b", "2");
        var hash = Put("out/");
        File.Delete(_store.PathOf(Hash256.Of("2")));

        Assert.Equal(0, _folders.Get(hash, _folder["again"], out var outcome));
        Assert.Equal(GetOutcome.Missing, outcome);
        Assert.False(Directory.Exists(_folder["again"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_folder_that_changed_meanwhile_has_no_listing_in_the_store()
    {
        await Task.Yield();
        _folder.Write("in/out/a", "1").Write("in/out/b", "2");
        var listing = Reader("in").List("out/");
        _folder.Write("in/out/b", "3");

        Assert.Equal(PutOutcome.Changed, _folders.Put(_folder["in"], listing, CancellationToken.None));
        Assert.False(_store.Has(Hash256.Of(listing.Text)));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_text_that_is_no_listing_is_not_taken_for_one()
    {
        await Task.Yield();
        foreach (var text in new[] { "", "kptn listing 1", "kptn listing 2\n", "kptn listing 1\nabc def\n", "kptn listing 1\n" + new string('z', 64) + " a\n", "kptn listing 1\n" + new string('a', 64) + " \n" })
        {
            Assert.Null(_folders.List(_store.Put(Encoding.UTF8.GetBytes(text)), out var outcome));
            Assert.Equal(GetOutcome.Corrupt, outcome);
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task Every_listing_can_be_read_again()
    {
        await Task.Yield();
        var random = new Random(7);
        const string Letters = "ab/ \n\\né0.";
        for (var round = 0; round < 2_000; round++)
        {
            var files = Enumerable.Range(0, random.Next(5)).Select(i =>
            {
                var path = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Letters[random.Next(Letters.Length)]));
                return new ListedFile(path, Hash256.Of(path));
            }).ToList();
            var read = FolderListing.Parse(new FolderListing(files).Text);
            Assert.NotNull(read);
            Assert.Equal(files, read.Files);
        }
    }

    private Hash256 Put(string path)
    {
        var listing = Reader("in").List(path);
        Assert.Equal(PutOutcome.Stored, _folders.Put(_folder["in"], listing, CancellationToken.None));
        var hash = Hash256.Of(listing.Text);
        Assert.Equal(hash, Reader("in").Read(path.TrimEnd('/'))!.Hash);
        return hash;
    }

    private OutputReader Reader(string root) => new(_folder[root], new FileIndex(_folder.Root, _folder["cache"], TimeProvider.System), TimeProvider.System);
}
