namespace Kptn.Engine.State.Branches;

/// <summary>One key of those that reads fall through.</summary>
/// <param name="Key">The key.</param>
/// <param name="States">What it recorded itself.</param>
/// <param name="Hidden">Tasks of the next level that are not seen through this one.</param>
internal sealed record StateLevel(StateKey Key, IReadOnlyDictionary<string, TaskState> States, IReadOnlySet<string> Hidden)
{
    /// <summary>Whether what this level says of a task counts, even where it says nothing.</summary>
    public bool Owns(string task) => States.ContainsKey(task) || Hidden.Contains(task);
}
