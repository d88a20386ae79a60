using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>
/// Finds outputs that were made once and that nobody makes any more. What any state that shares the scratch dir records as made counts as made:
/// other graphs, and other branches where they write to the same place.
/// </summary>
/// <param name="context">The graph.</param>
/// <param name="store">Keeps state.</param>
/// <param name="tasks">All tasks of the graphs that share the state, and whether each is mapped.</param>
public sealed class OrphanFinder(GraphContext context, IStateStore store, IReadOnlyDictionary<string, bool> tasks)
{
    /// <summary>Finds them.</summary>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="StateFormatException">State cannot be read.</exception>
    public async Task<OrphanSet> FindAsync(CancellationToken cancellation)
    {
        var found = new OrphanSet();
        var states = await store.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
        foreach (var name in states.Keys.Union(tasks.Keys)) AddLeft(found, name, states.GetValueOrDefault(name));
        if (found.IsEmpty) return found;
        foreach (var task in context.Tasks.Values)
        {
            foreach (var output in task.Outputs) Claim(found, output);
        }

        foreach (var key in await store.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (ScratchOf(key) != context.Outputs.ScratchDir) continue;
            var others = key == context.Key ? states : await store.ReadAsync(key, cancellation).ConfigureAwait(false);
            foreach (var (name, state) in others)
            {
                cancellation.ThrowIfCancellationRequested();
                ClaimMade(found, key, name, state);
            }
        }

        return found;
    }

    private void AddLeft(OrphanSet found, string name, TaskState? state)
    {
        using var items = store.ReadItems(context.Key, name);
        foreach (var left in items?.Orphans ?? [])
        {
            Add(found, new RecordedOutput(name, left.Item, new OutputState(left.Path, left.Hash, left.Size, default)), OrphanKind.OfItem);
        }

        if (IsMade(context.Key, name, isOfItem: true)) return;
        var kind = tasks.ContainsKey(name) ? OrphanKind.OfUnmapped : OrphanKind.OfGoneTask;
        foreach (var output in RecordedOutputs.Of(name, kind == OrphanKind.OfGoneTask ? state : null, items, [], null)) Add(found, output, kind);
    }

    private void ClaimMade(OrphanSet found, StateKey key, string name, TaskState state)
    {
        using var items = IsMade(key, name, isOfItem: true) ? store.ReadItems(key, name) : null;
        foreach (var output in RecordedOutputs.Of(name, IsMade(key, name, isOfItem: false) ? state : null, items, [], null)) Claim(found, output.Output.Path);
    }

    // Of another graph or branch it is not known here what it has now, so all that it records counts.
    private bool IsMade(StateKey key, string name, bool isOfItem) => key != context.Key || (tasks.TryGetValue(name, out var isMapped) && (isMapped || !isOfItem));

    private string ScratchOf(StateKey key)
    {
        var scratch = ScratchDir.Of(context.Project, key.StorageKey);
        return key.Namespace.EndsWith(ItemScope.SubsetOf(""), StringComparison.Ordinal) ? ScratchDir.OfSubset(context.Project) : scratch;
    }

    private void Claim(OrphanSet found, string path) => found.Claim(path, glob => OutputPath.Match(context.Outputs.ScratchDir, glob));

    private static void Add(OrphanSet found, RecordedOutput output, OrphanKind kind)
    {
        if (!output.Output.Path.StartsWith("duckdb://", StringComparison.Ordinal)) found.Add(new Orphan(output, kind));
    }
}
