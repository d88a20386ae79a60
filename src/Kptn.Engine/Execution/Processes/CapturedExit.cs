namespace Kptn.Engine.Execution.Processes;

/// <summary>How a process ended and what it wrote.</summary>
/// <param name="Exit">How it ended.</param>
/// <param name="Output">Its stdout.</param>
/// <param name="Errors">Its stderr as text; bytes that are not UTF-8 are replaced.</param>
public sealed record CapturedExit(ProcessExit Exit, byte[] Output, string Errors);
