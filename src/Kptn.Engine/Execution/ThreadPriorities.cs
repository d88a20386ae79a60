using System.Runtime.InteropServices;

namespace Kptn.Engine.Execution;

/// <summary>How much of the processors a thread gets.</summary>
internal static partial class ThreadPriorities
{
    private const int Nice = 5;

    /// <summary>Lets this thread give way to tasks. On Linux a thread has a nice value of its own, see setpriority(2); <see cref="Thread.Priority"/> has no effect there.</summary>
    public static void Lower()
    {
        const int Process = 0;
        const int ThisThread = 0;
        if (OperatingSystem.IsLinux()) _ = SetPriority(Process, ThisThread, Nice);
        else if (OperatingSystem.IsWindows()) Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int priority);
}
