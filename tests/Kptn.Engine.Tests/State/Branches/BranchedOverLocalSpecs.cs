using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Tests.State.Branches;

public sealed class BranchedOverLocalSpecs : StateStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IStateStore Store() => new BranchedStateStore(new LocalStateStore(_folder[".kptn"], TimeProvider.System), new Parents());

    protected override void Clear()
    {
        if (Directory.Exists(_folder[".kptn"])) Directory.Delete(_folder[".kptn"], recursive: true);
    }
}
