namespace Kptn.Testing;

/// <summary>What a task makes is not what was approved, or it failed.</summary>
public sealed class SnapshotException : Exception
{
    private readonly string _frame;

    internal SnapshotException(string message, string frame = "")
        : base(message) => _frame = frame;

    /// <summary>Where a person would look, in the place of calls inside of kptn: the task's script.</summary>
    public override string StackTrace => _frame;
}
