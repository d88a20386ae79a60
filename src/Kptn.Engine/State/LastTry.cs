namespace Kptn.Engine.State;

/// <summary>The last try of a task, good or not.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="RunId">The run it belongs to.</param>
/// <param name="StartedAt">When the first try of that run started, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; the start where it has not.</param>
/// <param name="Tries">Tries in that run, from one.</param>
/// <param name="ExitCode">Exit status of the program; 128+n for signal n; <see langword="null"/> where there was none.</param>
/// <param name="Error">One line that says what went wrong; empty on success.</param>
public sealed record LastTry(
    TaskOutcome Outcome,
    string RunId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    int Tries = 1,
    int? ExitCode = null,
    string Error = "")
{
    /// <summary>How many items the list of a mapped task had; 0 for other tasks.</summary>
    public int Items { get; init; }

    /// <summary>How many of them were done when the try ended, in this run or an earlier one.</summary>
    public int ItemsDone { get; init; }
}
