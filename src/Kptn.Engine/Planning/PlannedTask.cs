using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>A task of a plan.</summary>
/// <param name="Task">The task.</param>
/// <param name="State">What is recorded of it.</param>
/// <param name="Decision">What is to be done with it.</param>
public sealed record PlannedTask(PreparedTask Task, TaskState? State, Decision Decision);
