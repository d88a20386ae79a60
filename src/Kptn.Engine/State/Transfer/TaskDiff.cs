using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Transfer;

/// <summary>How two states differ in a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Old">What one says of it; <see langword="null"/> where it says nothing.</param>
/// <param name="Now">What the other says.</param>
public sealed record TaskDiff(string Task, TaskState? Old, TaskState? Now)
{
    /// <summary>What their good runs depended on that is not the same.</summary>
    public IReadOnlyList<ComponentChange> Components { get; init; } = [];

    /// <summary>What they made that is not the same.</summary>
    public IReadOnlyList<OutputDiff> Outputs { get; init; } = [];

    /// <summary>Items that are not the same.</summary>
    public ItemDiff Items { get; init; } = ItemDiff.None;

    /// <summary>Whether their results differ.</summary>
    public bool HasOtherResult => Old?.Good?.ResultHash != Now?.Good?.ResultHash && Old?.Good is not null && Now?.Good is not null;

    /// <summary>Whether their last tries ended differently, or only one of them ever succeeded.</summary>
    public bool HasOtherOutcome => Old?.Last?.Outcome != Now?.Last?.Outcome || (Old?.Good is null) != (Now?.Good is null);

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Old is not null && Now is not null && Components.Count == 0 && Outputs.Count == 0 && Items.IsEmpty && !HasOtherResult && !HasOtherOutcome;
}
