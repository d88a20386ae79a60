using Kptn.Engine.State;

namespace Kptn.Engine.Tests.State.DynamoDb;

public sealed class DynamoStateStoreSpecs(DynamoServer server) : StateStoreContract, IAsyncLifetime
{
    private readonly DynamoTable _table = new(server);

    // Each opens and closes the store many times.
    protected override int Samples => 12;

    protected override int ItemSamples => 40;

    public async ValueTask InitializeAsync() => await _table.MakeAsync();

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override IStateStore Store() => _table.Store();

    protected override void Clear() => _table.MakeAsync().GetAwaiter().GetResult();
}
