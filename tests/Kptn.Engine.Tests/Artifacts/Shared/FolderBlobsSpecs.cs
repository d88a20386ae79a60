using Kptn.Engine.Artifacts.Shared;

namespace Kptn.Engine.Tests.Artifacts.Shared;

public sealed class FolderBlobsSpecs : BlobStoreContract
{
    private readonly TestFolder _shared = new();

    [Fact(Timeout = 60_000)]
    public async Task Files_that_are_nobodys_blobs_are_not_listed()
    {
        var blobs = await OpenAsync();
        await blobs.PutAsync("a/b", "x"u8.ToArray(), None);
        _shared.Write("tmp/kptn-x", "half").Write("a/with blank", "").Write("Ünot.txt", "");
        File.CreateSymbolicLink(_shared["link"], Local.Root);
        Local.Write("secret", "");
        Assert.Equal(["a/b"], await NamesAsync(blobs, ""));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_put_that_fails_leaves_nothing()
    {
        var blobs = await OpenAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => blobs.PutAsync("a/b", Local["missing"], None));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blobs.PutAsync("a/b", "x"u8.ToArray(), cancelled.Token));
        Assert.Empty(Directory.EnumerateFiles(_shared.Root, "*", SearchOption.AllDirectories));
    }

    public override void Dispose()
    {
        _shared.Dispose();
        base.Dispose();
    }

    protected override Task<IBlobStore> OpenAsync() => Task.FromResult<IBlobStore>(new FolderBlobs(_shared.Root));

    protected override void Age(string name) => File.SetLastWriteTimeUtc(_shared[name], DateTime.UtcNow.AddDays(-30));
}
