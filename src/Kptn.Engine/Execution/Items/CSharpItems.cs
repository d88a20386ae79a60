using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Runs items of a C# script: one alone until one has succeeded, so that the script is built once, and then all without building it.</summary>
/// <param name="building">Runs an item and builds the script where that is due.</param>
/// <param name="built">Runs an item without building.</param>
/// <param name="build">The build that the task's workers share.</param>
internal sealed class CSharpItems(IItemWorker building, IItemWorker built, CSharpBuild build) : IItemWorker
{
    public async Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        for (var i = 0; i < bundle.Count; i++)
        {
            var at = i;
            if (!build.IsDone && await BuildAsync(bundle[at], end => ended(at, end), cancellation).ConfigureAwait(false)) continue;
            await built.RunAsync([bundle[at]], (_, end) => ended(at, end), cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await building.DisposeAsync().ConfigureAwait(false);
        await built.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> BuildAsync(ItemWork item, Action<ItemEnd> ended, CancellationToken cancellation)
    {
        await build.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (build.IsDone) return false;
            await building.RunAsync(
                [item],
                (_, end) =>
                {
                    if (end.Outcome == TaskOutcome.Succeeded) build.IsDone = true;
                    ended(end);
                },
                cancellation).ConfigureAwait(false);
            return true;
        }
        finally
        {
            build.Turn.Release();
        }
    }
}
