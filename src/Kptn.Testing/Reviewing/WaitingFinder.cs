using System.Text;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Finds what awaits approval among what was asked for.</summary>
/// <param name="request">What is to be looked at.</param>
/// <param name="benches">The graphs.</param>
/// <param name="chosen">The tasks.</param>
internal sealed class WaitingFinder(ReviewRequest request, IReadOnlyList<TestBench> benches, IReadOnlySet<(string Graph, string Task)> chosen)
{
    private readonly Dictionary<(string Graph, string Task), int> _order = benches
        .SelectMany(bench => bench.Graph.Tasks.Keys.Select(task => (bench.Graph.Name, task)))
        .Select((task, i) => (task, i))
        .ToDictionary(pair => pair.task, pair => pair.i);

    /// <summary>What awaits approval, in the order of graphs and tasks, and what is of tasks that are gone.</summary>
    public (IReadOnlyList<WaitingSnapshot> Waiting, IReadOnlyList<PendingSnapshot> Strays) Find()
    {
        var store = benches[0].Snapshots;
        var (waiting, strays) = (new List<WaitingSnapshot>(), new List<PendingSnapshot>());
        foreach (var snapshot in store.Pending())
        {
            if (IsStray(snapshot, store)) strays.Add(snapshot);
            else if (IsChosen(snapshot.Key) && Narrowed(snapshot) is { } narrowed) waiting.Add(narrowed);
        }

        return ([.. waiting.OrderBy(found => _order[(found.Key.Graph, found.Key.Task)])], strays);
    }

    // What names another snapshot than the one it lies in was copied there: to approve it would be to approve another thing than is shown.
    private bool IsStray(PendingSnapshot snapshot, SnapshotStore store)
    {
        var key = snapshot.Key;
        if (!benches[0].Project.Graphs.ContainsKey(key.Graph)) return true;
        return benches.Any(bench => bench.Graph.Name == key.Graph) && (!_order.ContainsKey((key.Graph, key.Task)) || store.FolderOf(key) != snapshot.Folder);
    }

    private bool IsChosen(SnapshotKey key)
    {
        if (!chosen.Contains((key.Graph, key.Task))) return false;
        if (request.Items is not { } filter) return true;
        var names = benches.First(bench => bench.Graph.Name == key.Graph).Graph.Tasks[key.Task].Definition.MapOver;
        return key.Item is { } item && names.Count > 0 && filter.Matches(names, Encoding.UTF8.GetBytes(item));
    }

    private WaitingSnapshot? Narrowed(PendingSnapshot snapshot)
    {
        if (request.Outputs.Count == 0) return new WaitingSnapshot(snapshot, snapshot.Outputs);
        var outputs = snapshot.Outputs.Where(output => Wildcards.FitsAny(request.Outputs, output.Path) || Wildcards.FitsAny(request.Outputs, ResultNames.Shown(output.Path))).ToList();
        return outputs.Count == 0 ? null : new WaitingSnapshot(snapshot, outputs);
    }
}
