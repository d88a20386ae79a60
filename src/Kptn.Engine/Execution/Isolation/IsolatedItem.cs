using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>What became of an item in a sandbox.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">What went wrong, in a line; empty on success.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="LogPath">Its log, absolute; there is no file where it wrote nothing.</param>
/// <param name="Outputs">What it made.</param>
/// <param name="Result">Its result as canonical JSON; <see langword="null"/> where none is kept.</param>
public sealed record IsolatedItem(string Key, TaskOutcome Outcome, string Error, TimeSpan Duration, string LogPath, IReadOnlyList<OutputState> Outputs, ReadOnlyMemory<byte>? Result);
