namespace Kptn.Engine.State.Branches;

/// <summary>The state of a key as it is seen: its own, and where that is silent, what its base says.</summary>
public sealed class BranchView
{
    private readonly IReadOnlyList<StateLevel> _levels;
    private readonly IStateStore _store;

    internal BranchView(IStateStore store, IReadOnlyList<StateLevel> levels, StateBase? @base, bool isRecorded)
    {
        (_store, _levels, Base, IsRecorded) = (store, levels, @base, isRecorded);
        States = levels.Count == 1 ? levels[0].States : Merge(levels);
    }

    /// <summary>What is seen of each task.</summary>
    public IReadOnlyDictionary<string, TaskState> States { get; }

    /// <summary>Whose state the key goes on from; <see langword="null"/> where it is nobody's.</summary>
    public StateBase? Base { get; }

    /// <summary>Whether the base was recorded; else it is what the first record would settle.</summary>
    public bool IsRecorded { get; }

    /// <summary>The key itself.</summary>
    public StateKey Key => _levels[0].Key;

    /// <summary>What the key recorded itself.</summary>
    public IReadOnlyDictionary<string, TaskState> Own => _levels[0].States;

    /// <summary>How many tasks are seen of other storage keys, those with most first.</summary>
    public IReadOnlyList<(string StorageKey, int Tasks)> Sources =>
    [
        .. States.Keys.Select(KeyOf).Where(key => key != Key).GroupBy(key => key.StorageKey, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count())).OrderByDescending(source => source.Item2),
    ];

    /// <summary>The key that says what is seen of a task.</summary>
    /// <param name="task">The task.</param>
    public StateKey KeyOf(string task) => LevelOf(task).Key;

    /// <summary>Reads the items of a task; <see langword="null"/> where there are none.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="StateFormatException">They cannot be read.</exception>
    public IItemTable? ReadItems(string task) => _store.ReadItems(KeyOf(task), task);

    internal BranchView? Below => _levels.Count == 1 ? null : new BranchView(_store, [.. _levels.Skip(1)], null, isRecorded: true);

    internal IReadOnlySet<string> Hidden => _levels[0].Hidden;

    private StateLevel LevelOf(string task) => _levels.FirstOrDefault(level => level.Owns(task)) ?? _levels[^1];

    private static Dictionary<string, TaskState> Merge(IReadOnlyList<StateLevel> levels)
    {
        var states = new Dictionary<string, TaskState>(levels[0].States, StringComparer.Ordinal);
        var hidden = new HashSet<string>(levels[0].Hidden, StringComparer.Ordinal);
        foreach (var level in levels.Skip(1))
        {
            foreach (var (task, state) in level.States)
            {
                if (!hidden.Contains(task)) states.TryAdd(task, state);
            }

            hidden.UnionWith(level.Hidden);
        }

        return states;
    }
}
