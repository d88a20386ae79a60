using System.Runtime.InteropServices;

namespace Kptn.Tool.Terminal.Reviews;

/// <summary>Stops this process as Ctrl-Z does, with the terminal as the shell had it: not every shell sees to that itself.</summary>
internal sealed class Suspension
{
    private const int StopOnLinux = 19;
    private const int StopElsewhere = 17;
    private const int AfterOutput = 1;

    // What is in it is the system's affair; it is much larger than any system has it.
    private readonly byte[] _modes = new byte[512];
    private readonly bool _isKnown;

    /// <summary>Remembers how the terminal is; to be made before keys are read.</summary>
    public Suspension() => _isKnown = !OperatingSystem.IsWindows() && GetModes(0, _modes) == 0;

    /// <summary>Stops the process; returns when it goes on.</summary>
    public void Now()
    {
        if (_isKnown) _ = SetModes(0, AfterOutput, _modes);
        _ = Kill(Environment.ProcessId, OperatingSystem.IsLinux() ? StopOnLinux : StopElsewhere);
    }

#pragma warning disable SYSLIB1054 // numbers and bytes need no generated code
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetModes(int file, byte[] modes);

    [DllImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetModes(int file, int when, byte[] modes);
#pragma warning restore SYSLIB1054
}
