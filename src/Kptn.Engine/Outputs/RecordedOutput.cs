using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>An output with whose it is.</summary>
/// <param name="Task">The task.</param>
/// <param name="Item">The key of the item whose own it is; <see langword="null"/> for the task's.</param>
/// <param name="Output">What was recorded.</param>
public sealed record RecordedOutput(string Task, string? Item, OutputState Output);
