using Kptn.Engine.Mapping;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Finds snapshots of graphs, tasks and items that do not exist.</summary>
/// <param name="benches">The graphs that are searched; all of one project.</param>
internal sealed class OrphanSearch(IReadOnlyList<TestBench> benches)
{
    /// <summary>The orphans, by path. Of mapped tasks whose list is not known, items are left alone.</summary>
    public IReadOnlyList<ReviewedOrphan> Find()
    {
        var (known, open) = (new List<SnapshotKey>(), new List<SnapshotKey>());
        foreach (var bench in benches)
        {
            var lists = new ItemLists(bench);
            foreach (var task in bench.Graph.Tasks.Values)
            {
                var whole = new SnapshotKey(bench.Graph.Name, task.Name, null);
                known.Add(whole);
                if (!task.Definition.IsMapped || !Directory.Exists(Store.FolderOf(whole))) continue;
                if (lists.Known(task) is { } keys) known.AddRange(keys.Select(key => whole with { Item = key }));
                else open.Add(whole);
            }
        }

        var scope = new OrphanScope { ProjectGraphs = [.. Project.Graphs.Keys], OpenTasks = open };
        return [.. Store.Orphans(known, [.. benches.Select(bench => bench.Graph.Name)], scope).Select(Named)];
    }

    /// <summary>The orphans of a graph, and of graphs that are gone, as outcomes; where they cannot be listed, an outcome says so and fails no test.</summary>
    public static IReadOnlyList<TestOutcome> OutcomesOf(TestBench bench)
    {
        try
        {
            var search = new OrphanSearch([bench]);
            return [.. search.Find().Select(search.OutcomeOf)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new TestOutcome { Graph = bench.Graph.Name, Task = "(snapshots)", Status = TestStatus.Orphaned, Reason = $"snapshots that belong to nothing could not be looked for: {e.Message}" }];
        }
    }

    private Engine.Projects.Project Project => benches[0].Project;

    private SnapshotStore Store => benches[0].Snapshots;

    private TestOutcome OutcomeOf(ReviewedOrphan orphan) => new()
    {
        Graph = orphan.Graph,
        Task = orphan.Task,
        Item = orphan.Item,
        Status = TestStatus.Orphaned,
        Reason = orphan.Why,
        ApproveCommand = "kptn approve --prune" + (Project.Graphs.Count > 1 && Project.Graphs.ContainsKey(orphan.Graph) ? $" --graph {orphan.Graph}" : ""),
    };

    private ReviewedOrphan Named(OrphanSnapshot orphan)
    {
        var parts = Path.GetRelativePath(SnapshotSettings.Of(Project).Folder, orphan.Path).Split(Path.DirectorySeparatorChar);
        var place = new ReviewedOrphan(orphan, parts[0], string.Join('/', parts.Skip(1)), null, "no snapshot names it");
        if (orphan.Key is not { } key) return place;
        if (Store.FolderOf(key) != orphan.Path) return place with { Why = $"it is a copy of the snapshot of {key}" };
        var known = new ReviewedOrphan(orphan, key.Graph, key.Task, key.Item is { } item ? ItemNames.Shown(item) : null, "");
        if (!Project.Graphs.ContainsKey(key.Graph)) return known with { Why = $"there is no graph '{key.Graph}' any more" };
        if (benches.FirstOrDefault(bench => bench.Graph.Name == key.Graph)?.Graph.Tasks.GetValueOrDefault(key.Task) is not { } task) return known with { Why = $"graph '{key.Graph}' has no task '{key.Task}' any more" };
        return known with { Why = task.Definition.IsMapped ? "the item is in no list any more" : $"task '{key.Task}' has no items any more" };
    }
}
