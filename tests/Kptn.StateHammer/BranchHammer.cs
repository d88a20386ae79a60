using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Transfer;

namespace Kptn.StateHammer;

/// <summary>Makes branches and copies of main again and again, until it is killed.</summary>
internal sealed class BranchHammer(IStateStore inner) : IParentKeys
{
    public static readonly StateKey Main = new("main", "graph");
    private static readonly StateKey Feature = new("feature", "graph");
    private static readonly StateKey Copy = new("copy", "graph");

    private static LeaseHolder Me => new(Environment.MachineName, Environment.ProcessId, TimeProvider.System.GetUtcNow());

    private BranchedStateStore Store => new(inner, this);

    public IReadOnlyList<string> Of(string storageKey) => storageKey == Main.StorageKey ? [] : [Main.StorageKey];

    public async Task BranchAsync()
    {
        for (var number = 0; ; number++)
        {
            await Store.RemoveAsync(Feature, Me, CancellationToken.None);
            await using var writer = await Store.OpenAsync(Feature, Me, TimeSpan.FromSeconds(5), CancellationToken.None);
            writer.RecordStart(ItemScript.Task, Script.Try(number, TaskOutcome.Started));
            await writer.FlushAsync(CancellationToken.None);
            Console.WriteLine(number);
        }
    }

    public async Task CloneAsync()
    {
        for (var number = 0; ; number++)
        {
            var view = await Store.ViewAsync(Main, CancellationToken.None);
            await using var writer = await inner.OpenAsync(Copy, Me, TimeSpan.FromSeconds(5), CancellationToken.None);
            await new StateCopy(StateSource.Of(view)).ReplaceAsync(writer, inner, Copy, CancellationToken.None);
            Console.WriteLine(number);
        }
    }
}
