using Kptn.Engine.Artifacts.Shared.S3;
using Kptn.Tests.Servers;

[assembly: AssemblyFixture(typeof(Kptn.Engine.Tests.Artifacts.Shared.S3Fixture))]

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>One S3 server for all tests that want one; started by the first.</summary>
public sealed class S3Fixture : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Lazy<Task<S3Local>> _server;

    public S3Fixture() => _server = new(() => S3Local.StartAsync(_folder.Root));

    /// <summary>The folder that holds the server's objects.</summary>
    public string Folder => _folder["bucket"];

    internal static KeyPair Keys { get; } = new("S3RVER", "S3RVER");

    public async Task<Uri> EndpointAsync() => (await _server.Value).Endpoint;

    /// <summary>A place of a test's own.</summary>
    public async Task<S3Place> PlaceAsync(Uri? proxy = null) =>
        new("bucket", Guid.NewGuid().ToString("n")) { Endpoint = (proxy ?? await EndpointAsync()).ToString(), Region = "us-east-1" };

    internal async Task<S3Blobs> BlobsAsync(Uri? proxy = null) => new(await PlaceAsync(proxy), Keys);

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
        _folder.Dispose();
    }
}
