using System.Runtime.InteropServices;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>Stops this process as Ctrl-Z does, until the shell lets it go on.</summary>
internal static class Suspension
{
    private const int StopOnLinux = 19;
    private const int StopElsewhere = 17;

    /// <summary>Stops it; returns when it goes on.</summary>
    public static void Now() => _ = Kill(Environment.ProcessId, OperatingSystem.IsLinux() ? StopOnLinux : StopElsewhere);

#pragma warning disable SYSLIB1054 // two integers need no generated code
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054
}
