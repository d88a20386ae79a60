using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Artifacts.Shared.S3;

namespace Kptn.Engine.Tests.Artifacts.Shared;

public sealed class S3BlobsSpecs(S3Fixture server) : BlobStoreContract
{
    private S3Place? _place;
    private S3Blobs? _blobs;

    public override void Dispose()
    {
        _blobs?.Dispose();
        base.Dispose();
    }

    protected override async Task<IBlobStore> OpenAsync()
    {
        _place = await server.PlaceAsync();
        return _blobs = new S3Blobs(_place, S3Fixture.Keys);
    }

    // The server that stands for S3 reads the name of what is copied wrongly; then content is sent again.
    protected override async Task RefreshAsync(IBlobStore blobs, string name, string path)
    {
        if (!await blobs.RefreshAsync(name, None)) await blobs.PutAsync(name, path, None);
    }

    // It also sorts part by part, where S3 sorts by bytes.
    protected override IEnumerable<string> Ordered(IReadOnlyList<string> listed) => listed.Order(StringComparer.Ordinal);

    protected override void Age(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(server.Folder, _place!.Prefix), name + "*")) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-30));
    }
}
