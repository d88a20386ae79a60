namespace Kptn.Engine.Execution.Processes;

/// <summary>What wait4(2) says of a process and the children it waited for.</summary>
/// <param name="PeakMemory">Largest resident size, bytes.</param>
/// <param name="CpuTime">User and system time.</param>
internal readonly record struct UnixUsage(long PeakMemory, TimeSpan CpuTime);
