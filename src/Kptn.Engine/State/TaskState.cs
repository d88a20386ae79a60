namespace Kptn.Engine.State;

/// <summary>What is recorded of a task: its last good and its last tried run.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Good">The last success; <see langword="null"/> where there was none.</param>
/// <param name="Last">The last try; <see langword="null"/> where there was none.</param>
public sealed record TaskState(string Task, GoodRun? Good, LastTry? Last);
