namespace Kptn.Engine.State.Transfer;

/// <summary>What a file holds of one key.</summary>
/// <param name="Key">The key.</param>
internal sealed record StateFileKey(StateKey Key)
{
    public Dictionary<string, TaskState> States { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the lines of a task's items start and end.</summary>
    public Dictionary<string, (long Start, long End)> Items { get; } = new(StringComparer.Ordinal);
}
