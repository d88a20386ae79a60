using Kptn.Engine.State;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>What a backup says of itself.</summary>
/// <param name="Id">A name that no other backup has.</param>
/// <param name="Task">The task after which it was made.</param>
/// <param name="Key">Whose state it belongs to.</param>
/// <param name="SavedAt">When it was made, UTC, as text.</param>
/// <param name="States">The state of every task as it was then.</param>
internal sealed record Checkpoint(string Id, string Task, StateKey Key, string SavedAt, IReadOnlyDictionary<string, TaskState> States)
{
    /// <summary>Reads the items of mapped tasks as they were then.</summary>
    public Func<string, IItemTable?> ReadItems { get; init; } = _ => null;
}
