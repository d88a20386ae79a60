namespace Kptn.Engine.Execution.Items;

/// <summary>Runs items whose scripts differ, each with a worker that has its script loaded.</summary>
/// <param name="open">Opens the worker of a script.</param>
internal sealed class VariedItems(Func<string, IItemWorker> open) : IItemWorker
{
    private readonly Dictionary<string, IItemWorker> _workers = new(StringComparer.Ordinal);

    public async Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        for (var from = 0; from < bundle.Count;)
        {
            var (start, script) = (from, bundle[from].ScriptPath!);
            while (from < bundle.Count && bundle[from].ScriptPath == script) from++;
            if (!_workers.TryGetValue(script, out var worker)) _workers[script] = worker = open(script);
            await worker.RunAsync([.. bundle.Skip(start).Take(from - start)], (i, end) => ended(start + i, end), cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values) await worker.DisposeAsync().ConfigureAwait(false);
    }
}
