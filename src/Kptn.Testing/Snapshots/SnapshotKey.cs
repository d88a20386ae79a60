using Kptn.Engine.Mapping;

namespace Kptn.Testing.Snapshots;

/// <summary>Whose snapshot it is.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Task">The task.</param>
/// <param name="Item">The key of the item of a mapped task; <see langword="null"/> for a task as a whole.</param>
public sealed record SnapshotKey(string Graph, string Task, string? Item)
{
    /// <summary><c>graph/task</c>, with the item in brackets.</summary>
    public override string ToString() => Item is null ? $"{Graph}/{Task}" : $"{Graph}/{Task}[{ItemNames.Shown(Item)}]";
}
