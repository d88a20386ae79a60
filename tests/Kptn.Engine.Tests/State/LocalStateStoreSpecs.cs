using Kptn.Engine.State;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Tests.State;

public sealed class LocalStateStoreSpecs : StateStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IStateStore Store() => new LocalStateStore(_folder[".kptn"], TimeProvider.System);

    protected override void Clear()
    {
        if (Directory.Exists(_folder[".kptn"])) Directory.Delete(_folder[".kptn"], recursive: true);
    }
}
