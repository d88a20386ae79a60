namespace Kptn.Engine.Execution.Processes;

/// <summary>A program could not be started.</summary>
public sealed class ProcessStartException : IOException
{
    /// <summary>Names the program and the operating system's reason.</summary>
    /// <param name="program">The program.</param>
    /// <param name="reason">The reason.</param>
    public ProcessStartException(string program, string reason)
        : base($"cannot start '{program}': {reason}") => Reason = reason;

    /// <summary>The operating system's reason.</summary>
    public string Reason { get; }
}
