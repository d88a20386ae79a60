using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>How a call of a Python task function ended.</summary>
/// <param name="Exit">How its process ended, and what it took.</param>
/// <param name="Succeeded">Whether the function returned and its result, where one is kept, was written.</param>
/// <param name="Error">Why it failed; <see langword="null"/> where it succeeded.</param>
public sealed record PythonOutcome(ProcessExit Exit, bool Succeeded, PythonError? Error);
