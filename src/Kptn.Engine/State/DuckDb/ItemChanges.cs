using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.DuckDb;

/// <summary>Which items the database does not have as the journal has them, by task. Safe for many threads.</summary>
internal sealed class ItemChanges
{
    private const int Many = 50_000;
    private readonly Lock _gate = new();
    private Dictionary<string, HashSet<ItemId>?> _tasks = new(StringComparer.Ordinal);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _tasks.Count == 0;
        }
    }

    /// <summary>Items have changed.</summary>
    public void Add(string task, IEnumerable<ItemId> items)
    {
        lock (_gate)
        {
            if (!_tasks.TryGetValue(task, out var known)) _tasks[task] = known = [];
            if (known is null) return;
            known.UnionWith(items);
            if (known.Count > Many) _tasks[task] = null;
        }
    }

    /// <summary>All of a task's items may have changed.</summary>
    public void AddAll(string task)
    {
        lock (_gate) _tasks[task] = null;
    }

    /// <summary>Takes them; those of later are new ones. Of a task with <see langword="null"/> all may have changed.</summary>
    public IReadOnlyDictionary<string, HashSet<ItemId>?> Take()
    {
        lock (_gate)
        {
            var taken = _tasks;
            _tasks = new(StringComparer.Ordinal);
            return taken;
        }
    }

    /// <summary>Gives back what was taken for nothing.</summary>
    public void Return(IReadOnlyDictionary<string, HashSet<ItemId>?> taken)
    {
        foreach (var (task, items) in taken)
        {
            if (items is null) AddAll(task);
            else Add(task, items);
        }
    }
}
