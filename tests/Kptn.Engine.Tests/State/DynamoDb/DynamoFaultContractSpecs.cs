using Kptn.Engine.State;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>The contract holds where every fifth request meets with something.</summary>
public sealed class DynamoFaultContractSpecs(DynamoServer server) : StateStoreContract, IAsyncLifetime
{
    private const int Percent = 20;
    private readonly DynamoTable _table = new(server);
    private FaultProxy? _proxy;

    protected override int Samples => 5;

    protected override int ItemSamples => 8;

    public async ValueTask InitializeAsync()
    {
        _table.Timings = DynamoTable.Patient;
        _proxy = new FaultProxy(await server.EndpointAsync()) { Choose = FaultProxy.Randomly(Random.Shared.Next(), Percent) };
        await _table.MakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _table.Dispose();
        if (_proxy is not null) await _proxy.DisposeAsync();
    }

    protected override IStateStore Store() => _table.Store(endpoint: _proxy!.Endpoint);

    protected override void Clear() => _table.MakeAsync().GetAwaiter().GetResult();
}
