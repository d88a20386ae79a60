using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Execution;

/// <summary>Adds what tasks and items made to what is known, once it is kept. Belongs to one thread.</summary>
/// <param name="known">What is known.</param>
internal sealed class KnownPublisher(KnownRuns known)
{
    private const int Most = 1_000;
    private readonly Dictionary<(string Task, Hash256 Common), List<KnownItem>> _items = [];

    /// <summary>A run of a task, or of an item.</summary>
    /// <param name="task">The task.</param>
    /// <param name="common">For an item, what all had in common.</param>
    /// <param name="what">A <see cref="KnownRun"/> or a <see cref="KnownItem"/>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(string task, Hash256 common, object what)
    {
        if (what is KnownRun run)
        {
            // Where the run of a mapped task is known, its items are.
            Flush(task);
            known.Add(run);
            return;
        }

        if (!_items.TryGetValue((task, common), out var items)) _items.Add((task, common), items = []);
        items.Add((KnownItem)what);
        if (items.Count >= Most) Flush(task);
    }

    /// <summary>Adds what waits to be many.</summary>
    /// <param name="task">The task; all where it is <see langword="null"/>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush(string? task = null)
    {
        foreach (var (key, items) in _items.Where(pair => task is null || pair.Key.Task == task).ToList())
        {
            _items.Remove(key);
            known.Add(key.Task, key.Common, items);
        }
    }
}
