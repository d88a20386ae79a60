using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>A snapshot that belongs to nothing that exists.</summary>
/// <param name="Snapshot">Its files.</param>
/// <param name="Graph">The graph that it was of.</param>
/// <param name="Task">The task; for a file that no manifest names its path below the graph's folder.</param>
/// <param name="Item">The item, as people know it; <see langword="null"/> where it is of none.</param>
/// <param name="Why">Why it belongs to nothing.</param>
public sealed record ReviewedOrphan(OrphanSnapshot Snapshot, string Graph, string Task, string? Item, string Why)
{
    /// <summary><c>graph/task</c>, with the item in brackets.</summary>
    public string Name => Item is null ? $"{Graph}/{Task}" : $"{Graph}/{Task}[{Item}]";
}
