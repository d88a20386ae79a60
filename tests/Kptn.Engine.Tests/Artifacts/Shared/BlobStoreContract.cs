using System.Security.Cryptography;
using Kptn.Engine.Artifacts.Shared;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>What every place of blobs holds to.</summary>
public abstract class BlobStoreContract : IDisposable
{
    protected TestFolder Local { get; } = new();

    protected static CancellationToken None => TestContext.Current.CancellationToken;

    protected abstract Task<IBlobStore> OpenAsync();

    [Fact(Timeout = 60_000)]
    public async Task What_was_put_is_there_until_it_is_deleted()
    {
        var blobs = await OpenAsync();
        Assert.False(await blobs.HasAsync("runs/a/b", None));
        Assert.Null(await blobs.ReadAsync("runs/a/b", None));
        await blobs.PutAsync("runs/a/b", "one"u8.ToArray(), None);
        Assert.True(await blobs.HasAsync("runs/a/b", None));
        Assert.False(await blobs.HasAsync("runs/a", None));
        Assert.Equal("one"u8.ToArray(), await blobs.ReadAsync("runs/a/b", None));
        await blobs.PutAsync("runs/a/b", "two!"u8.ToArray(), None);
        Assert.Equal("two!"u8.ToArray(), await blobs.ReadAsync("runs/a/b", None));
        Assert.Equal(4, (await blobs.FindAsync("runs/a/b", None))!.Value.Size);
        await blobs.DeleteAsync("runs/a/b", None);
        await blobs.DeleteAsync("runs/a/b", None);
        await blobs.DeleteAsync("never/was/there", None);
        Assert.False(await blobs.HasAsync("runs/a/b", None));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(16 << 20)]
    [InlineData((21 << 20) + 7)]
    public async Task Files_of_every_size_come_back_as_they_were(int size)
    {
        var blobs = await OpenAsync();
        var content = RandomNumberGenerator.GetBytes(size);
        await File.WriteAllBytesAsync(Local["source"], content, None);
        await blobs.PutAsync("big", Local["source"], None);
        Assert.Equal(size, (await blobs.FindAsync("big", None))!.Value.Size);
        Local.Write("deep/down/target", "what was there");
        Assert.True(await blobs.GetAsync("big", Local["deep/down/target"], None));
        var found = await File.ReadAllBytesAsync(Local["deep/down/target"], None);
        Assert.True(content.AsSpan().SequenceEqual(found));
        Assert.Single(Directory.GetFileSystemEntries(Local["deep/down"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_written_where_nothing_is_there()
    {
        var blobs = await OpenAsync();
        Local.Write("target", "kept");
        Assert.False(await blobs.GetAsync("nothing", Local["target"], None));
        Assert.Equal("kept", Local.Read("target"));
        Assert.False(await blobs.RefreshAsync("nothing", None));
        Assert.False(await blobs.HasAsync("nothing", None));
        Assert.Single(Directory.GetFileSystemEntries(Local.Root));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_may_be_executed_stays_so()
    {
        if (OperatingSystem.IsWindows()) return;
        var blobs = await OpenAsync();
        Local.Write("run.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Local["run.sh"], File.GetUnixFileMode(Local["run.sh"]) | UnixFileMode.UserExecute);
        await blobs.PutAsync("run", Local["run.sh"], None);
        await RefreshAsync(blobs, "run", Local["run.sh"]);
        await blobs.GetAsync("run", Local["again.sh"], None);
        Assert.True((File.GetUnixFileMode(Local["again.sh"]) & UnixFileMode.UserExecute) != 0);
        await blobs.PutAsync("run", Local.Write("plain", "x")["plain"], None);
        await blobs.GetAsync("run", Local["again.sh"], None);
        Assert.True((File.GetUnixFileMode(Local["again.sh"]) & UnixFileMode.UserExecute) == 0);
    }

    [Fact(Timeout = 60_000)]
    public async Task Names_are_listed_in_order_with_size_and_time()
    {
        var blobs = await OpenAsync();
        string[] names = ["b", "a/x", "a-b/y", "a/b/c", "a.b", "a0", "B", "z/1", "z/10", "z/2"];
        foreach (var name in names) await blobs.PutAsync(name, "content"u8.ToArray(), None);
        Assert.Equal(names.Order(StringComparer.Ordinal), Ordered(await NamesAsync(blobs, "")));
        Assert.Equal(["a/b/c", "a/x"], await NamesAsync(blobs, "a/"));
        Assert.Equal(["z/1", "z/10"], await NamesAsync(blobs, "z/1"));
        Assert.Empty(await NamesAsync(blobs, "nothing/"));
        await foreach (var info in blobs.ListAsync("", None))
        {
            Assert.Equal(7, info.Size);
            Assert.InRange(info.Modified, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("../other/secret")]
    [InlineData("a/../../other")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a%2Fb")]
    [InlineData("ä")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("tmp")]
    [InlineData("tmp/a")]
    public async Task Names_that_could_reach_elsewhere_are_refused(string name)
    {
        var blobs = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.FindAsync(name, None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.PutAsync(name, "x"u8.ToArray(), None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.PutAsync(name, Local.Write("f", "x")["f"], None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.ReadAsync(name, None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.GetAsync(name, Local["t"], None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.RefreshAsync(name, None));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.DeleteAsync(name, None));
        if (name.Length > 0 && name != "a/") await Assert.ThrowsAsync<ArgumentException>(() => NamesAsync(blobs, name));
    }

    [Fact(Timeout = 120_000)]
    public async Task Many_writers_of_one_name_leave_one_of_their_contents_whole()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Enumerable.Repeat((byte)i, 200_000).ToArray()).ToArray();
        var blobs = await OpenAsync();
        await Parallel.ForEachAsync(contents, None, async (content, token) =>
        {
            for (var i = 0; i < 5; i++) await blobs.PutAsync("same/name", content, token);
        });
        var found = await blobs.ReadAsync("same/name", None);
        Assert.Contains(contents, content => content.AsSpan().SequenceEqual(found));
    }

    [Fact(Timeout = 60_000)]
    public async Task Refreshed_content_counts_as_new_and_is_the_same()
    {
        var blobs = await OpenAsync();
        await blobs.PutAsync("old", "content"u8.ToArray(), None);
        Age("old");
        Assert.True((await blobs.FindAsync("old", None))!.Value.Modified < DateTimeOffset.UtcNow.AddDays(-20));
        await RefreshAsync(blobs, "old", Local.Write("again", "content")["again"]);
        Assert.True((await blobs.FindAsync("old", None))!.Value.Modified > DateTimeOffset.UtcNow.AddMinutes(-5));
        Assert.Equal("content"u8.ToArray(), await blobs.ReadAsync("old", None));
    }

    public virtual void Dispose()
    {
        Local.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Refreshes content as whoever sends it does.</summary>
    protected virtual async Task RefreshAsync(IBlobStore blobs, string name, string path) => Assert.True(await blobs.RefreshAsync(name, None));

    /// <summary>A listing in the order that is promised.</summary>
    protected virtual IEnumerable<string> Ordered(IReadOnlyList<string> listed) => listed;

    /// <summary>Makes content look a month old.</summary>
    protected abstract void Age(string name);

    protected static async Task<List<string>> NamesAsync(IBlobStore blobs, string prefix)
    {
        var names = new List<string>();
        await foreach (var info in blobs.ListAsync(prefix, None)) names.Add(info.Name);
        return names;
    }
}
