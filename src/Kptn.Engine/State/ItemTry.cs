namespace Kptn.Engine.State;

/// <summary>How the last try of an item ended.</summary>
/// <param name="Outcome">Succeeded, failed or interrupted; started while it runs, or where kptn was killed meanwhile.</param>
/// <param name="Session">The number, in its table, of the session that tried it.</param>
/// <param name="StartedAt">When the last try started, UTC.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Tries">How often it was tried in that run.</param>
/// <param name="ExitCode">The exit code, where there was one.</param>
/// <param name="Error">One line on what went wrong; empty after a success.</param>
public sealed record ItemTry(
    TaskOutcome Outcome,
    int Session,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    int Tries = 1,
    int? ExitCode = null,
    string Error = "");
