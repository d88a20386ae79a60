using System.Text;
using Kptn.Engine.Outputs;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn outputs --orphans</c>.</summary>
/// <param name="tool">Where it writes.</param>
/// <param name="bench">The project.</param>
/// <param name="context">The graph.</param>
/// <param name="tasks">All tasks of the graphs that share the state, and whether each is mapped.</param>
internal sealed class OrphanVerb(ToolContext tool, Workbench bench, GraphContext context, IReadOnlyDictionary<string, bool> tasks)
{
    /// <summary>The tasks that were chosen; <see langword="null"/> for all, also those that are gone.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Lists them.</summary>
    public async Task ListAsync(bool json, CancellationToken cancellation)
    {
        var found = await FindAsync(cancellation).ConfigureAwait(false);
        OutputListing.Write(tool.Screen, found.All.Where(IsChosen).Select(orphan => new ListedOutput(orphan.Recorded, context.Outputs.Check(orphan.Recorded.Output))), json);
    }

    /// <summary>Deletes them, and forgets those that are gone. Nobody else writes state meanwhile.</summary>
    public async Task DeleteAsync(bool force, bool json, CancellationToken cancellation)
    {
        var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, tool.Time.GetUtcNow());
        await using var state = await bench.Store.OpenAsync(context.Key, holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        var found = await FindAsync(cancellation).ConfigureAwait(false);
        var remover = new OrphanRemover(context.Outputs, found);
        var (listed, removed, left) = (new List<ListedOutput>(), new List<Orphan>(), new List<Orphan>());
        foreach (var orphan in found.All)
        {
            if (cancellation.IsCancellationRequested || !IsChosen(orphan))
            {
                left.Add(orphan);
                continue;
            }

            var removal = remover.Remove(orphan, force);
            (removal is Removal.Deleted or Removal.Gone ? removed : left).Add(orphan);
            listed.Add(new ListedOutput(orphan.Recorded, null) { Removal = removal });
        }

        // What was deleted is forgotten also where the rest was stopped.
        await new OrphanRecords(state).ForgetAsync(removed, left, CancellationToken.None).ConfigureAwait(false);
        OutputListing.Write(tool.Screen, listed, json);
    }

    private Task<OrphanSet> FindAsync(CancellationToken cancellation) => new OrphanFinder(context, bench.Store, tasks).FindAsync(cancellation);

    private bool IsChosen(Orphan orphan)
    {
        if (Names is null) return true;
        var (task, item, _) = orphan.Recorded;
        if (!Names.Contains(task)) return false;
        if (context.Items.Filter is not { } filter) return true;
        return item is not null && context.Tasks[task].Mapping is { } mapping && filter.Matches(mapping.Names, Encoding.UTF8.GetBytes(item));
    }
}
