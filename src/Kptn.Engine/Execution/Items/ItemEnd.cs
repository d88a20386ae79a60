using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>How one item ended.</summary>
/// <param name="Outcome">Succeeded, failed, or interrupted by a stop of the run.</param>
/// <param name="Error">One line that says what went wrong; empty on success.</param>
internal sealed record ItemEnd(TaskOutcome Outcome, string Error = "")
{
    /// <summary>Exit status of the program, 128+n for signal n; <see langword="null"/> where the item ended without one.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Largest resident size of its process so far, bytes; 0 where unknown.</summary>
    public long PeakMemory { get; init; }

    /// <summary>User and system time it took.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Canonical JSON of what it returned where that is at most <see cref="ItemResult.LargestInline"/> bytes; empty where there is none or it went to <see cref="ItemWork.ResultPath"/>.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>What a user should know although it stops nothing.</summary>
    public string Notice { get; init; } = "";
}
