using Kptn.Testing.Servers;

[assembly: AssemblyFixture(typeof(Kptn.Engine.Tests.State.DynamoDb.DynamoServer))]

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>The DynamoDB that all tests of this project share; it starts when the first of them needs it.</summary>
public sealed class DynamoServer : IAsyncDisposable
{
    private readonly Lazy<Task<DynamoDbLocal>> _server = new(() => DynamoDbLocal.StartAsync());

    public async Task<Uri> EndpointAsync() => (await _server.Value).Endpoint;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).DisposeAsync();
    }
}
