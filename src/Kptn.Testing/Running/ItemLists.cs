using Kptn.Engine.Graphs;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Finds the lists that mapped tasks map over, without running anything.</summary>
/// <param name="bench">The project.</param>
internal sealed class ItemLists(TestBench bench)
{
    private IReadOnlyDictionary<string, TaskState>? _states;

    /// <summary>What is recorded of the graph's tasks.</summary>
    public IReadOnlyDictionary<string, TaskState> States => _states ??= bench.ReadStates();

    /// <summary>The keys of the items that a test of the task would have; <see langword="null"/> where the list is not known.</summary>
    /// <param name="task">A mapped task.</param>
    /// <param name="upstream">Which list counts.</param>
    public IReadOnlyList<string>? Of(GraphTask task, UpstreamMode upstream)
    {
        if (task.Definition.MapGlob is { } glob) return ItemKeys.OfFiles(bench.Project.Root, glob);
        if (Provider(task) is not { } provider) return null;
        if (upstream == UpstreamMode.Approved && Approved(provider) is { } approved) return Keys(task, bench.Snapshots.ResultBytes(approved));
        return Keys(task, Latest(provider));
    }

    /// <summary>The keys of all items that are, or were at the last good run; <see langword="null"/> where a list cannot be read.</summary>
    /// <param name="task">A mapped task.</param>
    public IReadOnlyList<string>? Known(GraphTask task)
    {
        if (task.Definition.MapGlob is { } glob) return ItemKeys.OfFiles(bench.Project.Root, glob);
        if (Provider(task) is not { } provider) return null;
        var lists = new List<IReadOnlyList<string>?>();
        var key = new SnapshotKey(bench.Graph.Name, provider, null);
        if (bench.Snapshots.Read(key) is { } snapshot) lists.Add(snapshot is { Problems.Count: 0, Result: { } result } ? Keys(task, bench.Snapshots.ResultBytes(result)) : null);
        if (bench.Snapshots.ReceivedFile(key, MadeFiles.ResultPath) is { } received && File.Exists(received)) lists.Add(Keys(task, File.ReadAllBytes(received)));
        if (States.GetValueOrDefault(provider)?.Good is { HasResult: true }) lists.Add(Keys(task, Latest(provider)));
        return lists.Count == 0 || lists.Contains(null) ? null : [.. lists.SelectMany(list => list!).Distinct(StringComparer.Ordinal)];
    }

    private string? Provider(GraphTask task) => task.Dependencies.FirstOrDefault(name =>
        bench.Graph.Tasks.TryGetValue(name, out var dependency) && dependency.Definition.IterableItem.SequenceEqual(task.Definition.MapOver, StringComparer.Ordinal));

    private ApprovedOutput? Approved(string provider) => bench.Snapshots.Read(new SnapshotKey(bench.Graph.Name, provider, null))?.Result;

    private byte[]? Latest(string provider)
    {
        if (States.GetValueOrDefault(provider)?.Good is not { HasResult: true } good) return null;
        var path = bench.Artifacts.PathOf(good.ResultHash);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static IReadOnlyList<string>? Keys(GraphTask task, byte[]? json)
    {
        if (json is null) return null;
        try
        {
            return ItemKeys.Of(json, task.Definition.MapOver);
        }
        catch (ItemListException)
        {
            return null;
        }
    }
}
