using System.Runtime.InteropServices;

namespace Kptn.Engine.Execution.Processes;

/// <summary>posix_spawn(3), kill(2) and wait4(2): a child in its own session, output straight into its log, its usage known at its end.</summary>
internal static unsafe partial class UnixSpawn
{
    public const int SigTerm = 15;
    public const int SigKill = 9;
    private const int SetSignalDefaults = 0x04;
    private const int SetSignalMask = 0x08;
    private static readonly short SetSession = (short)(OperatingSystem.IsMacOS() ? 0x0400 : 0x80);
    private static readonly int AppendFlags = OperatingSystem.IsMacOS() ? 0x1 | 0x200 | 0x8 : 0x1 | 0x40 | 0x400;

    public static int Start(ProcessSpec spec, LogPipe? log)
    {
        var actions = stackalloc byte[512];
        var attributes = stackalloc byte[1024];
        var signals = stackalloc byte[128];
        new Span<byte>(signals, 128).Clear();
        FileActionsInit(actions);
        AttributesInit(attributes);
        var added = false;
        try
        {
            AttributesSetMask(attributes, signals);
            new Span<byte>(signals, 128).Fill(0xff);
            AttributesSetDefault(attributes, signals);
            AttributesSetFlags(attributes, (short)(SetSignalDefaults | SetSignalMask | SetSession));
            if (spec.Input is null) FileActionsOpen(actions, 0, "/dev/null", 0, 0);
            else FileActionsDup(actions, Descriptor(spec.Input, ref added), 0);
            if (log is not null) FileActionsDup(actions, log.WriteEnd, 2);
            else if (spec.LogPath is null) FileActionsOpen(actions, 2, "/dev/null", 1, 0);
            else FileActionsOpen(actions, 2, spec.LogPath, AppendFlags, 0b110_100_100);
            FileActionsDup(actions, spec.Output is null ? 2 : Descriptor(spec.Output, ref added), 1);
            FileActionsChdir(actions, spec.WorkingDirectory);
            using var arguments = new UnixStrings(spec.Program, spec.Arguments);
            using var environment = new UnixStrings(spec.Environment);
            int pid;
            var error = Spawn(&pid, spec.Program, actions, attributes, arguments.Pointer, environment.Pointer);
            return error == 0 ? pid : throw new ProcessStartException(spec.Program, Explain(spec, error));
        }
        finally
        {
            FileActionsDestroy(actions);
            AttributesDestroy(attributes);
            if (spec.Input is not null && added) spec.Input.DangerousRelease();
            if (spec.Output is not null && added) spec.Output.DangerousRelease();
        }
    }

    /// <summary>Blocks until a child has ended, and leaves it to be reaped.</summary>
    public static void AwaitEnd(int pid)
    {
        const int ByPid = 1;
        var exited = 4;
        var noWait = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;
        var info = stackalloc byte[256];
        while (WaitId(ByPid, pid, info, exited | noWait) != 0 && Marshal.GetLastPInvokeError() == 4)
        {
        }
    }

    public static (int Status, UnixUsage Usage) Reap(int pid)
    {
        int status;
        var usage = stackalloc long[64];
        while (Wait4(pid, &status, 0, usage) < 0)
        {
            if (Marshal.GetLastPInvokeError() != 4) return (0xff00, default);
        }

        var unit = OperatingSystem.IsMacOS() ? 1L : 1024L;
        var microseconds = ((usage[0] + usage[2]) * 1_000_000) + (int)usage[1] + (int)usage[3];
        return (status, new UnixUsage(usage[4] * unit, TimeSpan.FromMicroseconds(microseconds)));
    }

    /// <summary>Largest resident size of kptn itself so far, bytes.</summary>
    public static long OwnPeakMemory()
    {
        var usage = stackalloc long[64];
        return GetUsage(0, usage) == 0 ? usage[4] * (OperatingSystem.IsMacOS() ? 1L : 1024L) : 0;
    }

    private static string Explain(ProcessSpec spec, int error)
    {
        const int NoEntry = 2;
        const int TooBig = 7;
        if (error == NoEntry && !Directory.Exists(spec.WorkingDirectory)) return $"its folder '{spec.WorkingDirectory}' does not exist";
        if (error == TooBig) return "its arguments and environment are larger than the system allows";
        return Marshal.GetPInvokeErrorMessage(error);
    }

    private static int Descriptor(SafeHandle handle, ref bool added)
    {
        var here = false;
        handle.DangerousAddRef(ref here);
        added |= here;
        return (int)handle.DangerousGetHandle();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int FileActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int FileActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileActionsOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int FileActionsDup(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileActionsChdir(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int AttributesSetMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int AttributesSetDefault(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, int pid, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, long* usage);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    private static partial int Wait4(int pid, int* status, int options, long* usage);
}
