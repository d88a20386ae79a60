using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>How a try ended.</summary>
/// <param name="Outcome">Succeeded, failed or interrupted.</param>
/// <param name="Error">One line that says what went wrong; empty on success.</param>
public sealed record AttemptResult(TaskOutcome Outcome, string Error = "")
{
    /// <summary>Exit status of the program; <see langword="null"/> where none was started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it made, sorted by path.</summary>
    public IReadOnlyList<OutputState> Outputs { get; init; } = [];

    /// <summary>Hash of its result; none where none is kept.</summary>
    public Hash256 ResultHash { get; init; }

    /// <summary>Bytes of its result.</summary>
    public long ResultSize { get; init; }

    /// <summary>Largest resident size of one of its processes, bytes.</summary>
    public long PeakMemory { get; init; }

    /// <summary>User and system time of its processes.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>How many items the list of a mapped task had; 0 for other tasks.</summary>
    public int Items { get; init; }

    /// <summary>How many of them are done.</summary>
    public int ItemsDone { get; init; }

    /// <summary>What a user should know although it stops nothing.</summary>
    public string Notice { get; init; } = "";
}
