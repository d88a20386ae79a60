using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>A task that may start.</summary>
/// <param name="Task">The task.</param>
/// <param name="Decision">Why it runs, and what it depends on.</param>
/// <param name="Try">Which try is next, from one.</param>
/// <param name="FirstStart">When its first try started; <see langword="null"/> before.</param>
internal sealed record ReadyTask(PreparedTask Task, Decision Decision, int Try, DateTimeOffset? FirstStart);
