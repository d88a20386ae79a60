using Kptn.Engine.State;
using Kptn.Engine.State.DuckDb;

namespace Kptn.Engine.Tests.State;

public sealed class DuckStateStoreSpecs : StateStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    // Each opens the database many times.
    protected override int Samples => 12;

    public void Dispose() => _folder.Dispose();

    protected override IStateStore Store() => new DuckStateStore(_folder[".kptn"], () => _folder["data.duckdb"], TimeProvider.System);

    protected override void Clear()
    {
        if (Directory.Exists(_folder[".kptn"])) Directory.Delete(_folder[".kptn"], recursive: true);
        File.Delete(_folder["data.duckdb"]);
    }
}
