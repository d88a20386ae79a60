using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Checkpoints;

/// <summary>What a run would do at its start with backups of the database.</summary>
public sealed record CheckpointRestore
{
    internal CheckpointRestore(IReadOnlyList<string> notices) => Notices = notices;

    /// <summary>No backup that matters.</summary>
    internal static CheckpointRestore None { get; } = new([]);

    /// <summary>The task whose backup is restored; empty where none is.</summary>
    public string Task => Checkpoint?.Task ?? "";

    /// <summary>The backup's name; empty where none is restored.</summary>
    public string Backup => Path.Length == 0 ? "" : System.IO.Path.GetFileName(Path);

    /// <summary>When the backup was made, UTC; empty where none is restored.</summary>
    public string SavedAt => Checkpoint?.SavedAt ?? "";

    /// <summary>Why other backups are not restored, a line each.</summary>
    public IReadOnlyList<string> Notices { get; }

    internal Checkpoint? Checkpoint { get; init; }

    internal string Path { get; init; } = "";

    internal RestoredStates? After { get; init; }

    /// <summary>Whether the database is replaced.</summary>
    public bool IsDue => Checkpoint is not null;

    /// <summary>States as they are afterwards.</summary>
    /// <param name="states">States as they are now.</param>
    public IReadOnlyDictionary<string, TaskState> StatesAfter(IReadOnlyDictionary<string, TaskState> states) => After?.States ?? states;

    /// <summary>The graph as it is planned afterwards: tables are read in the backup, and items of tasks whose state it gives back.</summary>
    /// <param name="context">The graph.</param>
    public GraphContext ContextAfter(GraphContext context)
    {
        if (Checkpoint is null || After is null) return context;
        var items = context.ReadItems;
        context = context with { ReadItems = task => After.Taken.Contains(task) ? Checkpoint.ReadItems(task) : After.Forgotten.Contains(task) ? null : items(task) };
        return context.Outputs.Tables is { } tables ? context with { Outputs = context.Outputs.With(tables.In(Path)) } : context;
    }
}
