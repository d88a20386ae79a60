namespace Kptn.Engine.Execution.Processes;

/// <summary>How a process ended, and what it took.</summary>
/// <param name="ExitCode">Exit status; 128+n where signal n ended it.</param>
/// <param name="Signal">The signal that ended it, where one did.</param>
/// <param name="TimedOut">Whether its time limit ended it.</param>
/// <param name="LeftChildren">Whether processes it had started were still running when it ended; they were ended too.</param>
/// <param name="PeakMemory">Largest resident size of one of its processes, bytes; zero where unknown.</param>
/// <param name="CpuTime">User and system time of it and of the children it waited for.</param>
public sealed record ProcessExit(int ExitCode, int? Signal, bool TimedOut, bool LeftChildren, long PeakMemory, TimeSpan CpuTime)
{
    /// <summary>Why its log could not be written; empty where it was.</summary>
    public string LogError { get; init; } = "";
}
