namespace Kptn.Engine.Execution.Processes;

/// <summary>A process that forks others for kptn, one at a time, and is their parent.</summary>
internal interface IForkServer
{
    /// <summary>Forks a process, which becomes the leader of a session.</summary>
    /// <param name="log">Where its stdout and stderr go; it is open until the fork has ended.</param>
    /// <returns>Its id, which stays its own until <see cref="Reap"/>.</returns>
    /// <exception cref="IOException">There is none.</exception>
    int Fork(LogPipe log);

    /// <summary>Waits for the fork that has ended.</summary>
    /// <returns>Its status as wait(2) has it, and what it took.</returns>
    (int Status, UnixUsage Usage) Reap();
}
