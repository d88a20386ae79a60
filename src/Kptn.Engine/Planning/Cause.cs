namespace Kptn.Engine.Planning;

/// <summary>A task upstream that will run for a reason of its own.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reason">Why it runs.</param>
/// <param name="Path">The tasks from it down to the one explained.</param>
public sealed record Cause(string Task, Reason Reason, IReadOnlyList<string> Path);
