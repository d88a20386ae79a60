using Kptn.Engine.State;

namespace Kptn.Engine.Runs;

/// <summary>A try of an item ended, and its state is recorded.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Task">The mapped task.</param>
/// <param name="Item">The item's key.</param>
/// <param name="Try">Which try it was, from 1.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ExitCode">The exit code, where there was one.</param>
/// <param name="Error">One line that says what went wrong; empty on success.</param>
/// <param name="Log">Its log, relative to the project; there is no file where it wrote nothing.</param>
/// <param name="WillRetry">Whether it will be tried again.</param>
public sealed record ItemEnded(
    DateTimeOffset At,
    string Task,
    string Item,
    int Try,
    TaskOutcome Outcome,
    TimeSpan Duration,
    int? ExitCode,
    string Error,
    string Log,
    bool WillRetry) : RunEvent(At);
