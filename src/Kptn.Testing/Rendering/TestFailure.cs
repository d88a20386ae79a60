namespace Kptn.Testing.Rendering;

/// <summary>How a task failed.</summary>
/// <param name="Error">What went wrong, in a line or a few.</param>
/// <param name="LogTail">The last lines of what it wrote.</param>
/// <param name="LogFile">The whole log; empty where there is none.</param>
public sealed record TestFailure(string Error, IReadOnlyList<string> LogTail, string LogFile = "");
