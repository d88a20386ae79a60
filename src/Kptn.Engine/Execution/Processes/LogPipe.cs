using System.Runtime.InteropServices;

namespace Kptn.Engine.Execution.Processes;

/// <summary>
/// Carries what a process writes into its log. A pipe and not the log itself: a script that opens <c>/dev/stderr</c> would cut a
/// file short, and a process that writes nothing leaves no file behind.
/// </summary>
internal sealed unsafe partial class LogPipe : IDisposable
{
    private const int Chunk = 1 << 16;
    private static readonly bool Works = OperatingSystem.IsLinux() && Probe();
    private readonly string _path;
    private FileStream? _log;
    private int _read;
    private int _write;

    private LogPipe(string path, int read, int write) => (_path, _read, _write) = (path, read, write);

    /// <summary>The end that the process writes to.</summary>
    public int WriteEnd => _write;

    /// <summary>The pipe's name among the open files of the processes that hold it.</summary>
    public string Name => new FileInfo($"/proc/self/fd/{_read}").LinkTarget ?? "";

    /// <summary>Why the log could not be written; empty while all is well.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Opens a pipe; <see langword="null"/> where a process's end cannot be waited for together with its output.</summary>
    public static LogPipe? TryOpen(string path)
    {
        const int CloseOnExec = 0x80000;
        if (!Works) return null;
        var ends = stackalloc int[2];
        return Pipe(ends, CloseOnExec) == 0 ? new LogPipe(path, ends[0], ends[1]) : null;
    }

    /// <summary>Leaves the writing to the process.</summary>
    public void CloseWriteEnd()
    {
        Close(_write);
        _write = -1;
    }

    /// <summary>Copies until a process has ended.</summary>
    public void CopyUntilEnd(int process)
    {
        const int PidFdOpen = 434;
        var handle = (int)SystemCall(PidFdOpen, process, 0);
        if (handle < 0)
        {
            UnixSpawn.AwaitEnd(process);
            return;
        }

        var polled = stackalloc PollEntry[2];
        polled[0] = new PollEntry { Descriptor = _read, Events = 1 };
        polled[1] = new PollEntry { Descriptor = handle, Events = 1 };
        while (true)
        {
            polled[0].Result = polled[1].Result = 0;
            if (Poll(polled, 2, -1) < 0) continue;
            if (polled[0].Result != 0 && !CopyOnce()) polled[0].Descriptor = -1;
            if (polled[1].Result != 0) break;
        }

        Close(handle);
    }

    /// <summary>Copies what is there now; what a process that lives on writes behind that is nobody's.</summary>
    public void CopyRest()
    {
        const int LargestPipe = 1 << 20;
        var polled = stackalloc PollEntry[1];
        polled[0] = new PollEntry { Descriptor = _read, Events = 1 };
        for (var copied = 0; copied < LargestPipe && Poll(polled, 1, 0) > 0 && CopyOnce(); copied += Chunk)
        {
        }
    }

    public void Dispose()
    {
        if (_write >= 0) Close(_write);
        if (_read >= 0) Close(_read);
        (_read, _write) = (-1, -1);
        _log?.Dispose();
    }

    private bool CopyOnce()
    {
        var buffer = stackalloc byte[Chunk];
        var count = Read(_read, buffer, Chunk);
        if (count <= 0) return false;
        if (Error.Length > 0) return true;
        try
        {
            _log ??= new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
            _log.Write(new ReadOnlySpan<byte>(buffer, (int)count));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error = e.Message;
        }

        return true;
    }

    private static bool Probe()
    {
        const int PidFdOpen = 434;
        var handle = (int)SystemCall(PidFdOpen, Environment.ProcessId, 0);
        if (handle < 0) return false;
        Close(handle);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "pipe2")]
    private static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollEntry* entries, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Result;
    }
}
