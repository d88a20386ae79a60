using Kptn.Engine.State;

namespace Kptn.Engine.Runs;

/// <summary>A try of a task ended.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The task.</param>
/// <param name="Try">Which try, from one.</param>
/// <param name="Outcome">How.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ExitCode">Exit status; <see langword="null"/> where there was none.</param>
/// <param name="Error">What went wrong; empty on success.</param>
/// <param name="PeakMemory">Bytes.</param>
/// <param name="CpuTime">User and system time.</param>
/// <param name="Log">Its log, relative to the project.</param>
/// <param name="WillRetry">Whether another try follows.</param>
/// <param name="Changed">Whether what it made differs from what it had made before.</param>
public sealed record TaskEnded(
    DateTimeOffset At,
    string Task,
    int Try,
    TaskOutcome Outcome,
    TimeSpan Duration,
    int? ExitCode,
    string Error,
    long PeakMemory,
    TimeSpan CpuTime,
    string Log,
    bool WillRetry,
    bool Changed) : RunEvent(At);
