using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>What items must be after the things done to them, in plain dictionaries.</summary>
public sealed class ItemModel : IItemTarget
{
    private readonly List<string> _runs = [];

    public Dictionary<string, ItemState> Items { get; } = [];

    public Dictionary<string, OrphanOutput> Orphans { get; } = [];

    public IReadOnlyList<ItemSession> Sessions => [.. _runs.Select(run => new ItemSession(run, ItemScript.Common(run)))];

    /// <summary>The same items, on their own from now on.</summary>
    public ItemModel Copy()
    {
        var copy = new ItemModel();
        copy._runs.AddRange(_runs);
        foreach (var (key, item) in Items) copy.Items[key] = item;
        foreach (var (path, orphan) in Orphans) copy.Orphans[path] = orphan;
        return copy;
    }

    public int Session(string run)
    {
        if (!_runs.Contains(run)) _runs.Add(run);
        return _runs.IndexOf(run);
    }

    public void Record(ItemState item)
    {
        var old = Items.GetValueOrDefault(item.Key)?.Good;
        Items[item.Key] = item with { Good = item.Good ?? old };
        if (item.Good is null) return;
        var now = item.Good.Outputs.Select(output => output.Path).ToHashSet();
        foreach (var path in now) Orphans.Remove(path);
        Leave(item.Key, old?.Outputs.Where(output => !now.Contains(output.Path)));
    }

    public void Start(IReadOnlyList<string> keys, int session)
    {
        foreach (var key in keys)
        {
            if (Items.TryGetValue(key, out var item)) Items[key] = item with { Last = new ItemTry(TaskOutcome.Started, session, default, default) };
        }
    }

    public void Drop(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (Items.Remove(key, out var item)) Leave(key, item.Good?.Outputs);
        }
    }

    public void Forget(IReadOnlyList<string> paths)
    {
        foreach (var path in paths) Orphans.Remove(path);
    }

    private void Leave(string key, IEnumerable<OutputState>? outputs)
    {
        foreach (var output in outputs ?? []) Orphans[output.Path] = new OrphanOutput(key, output.Path, output.Hash, output.Size);
    }
}
