namespace Kptn.Engine.Execution.Processes;

/// <summary>A child of kptn on a Unix system, waited for by a thread that also learns what it took.</summary>
internal sealed class UnixProcess : RunningProcess
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<ProcessExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly Timer? _timeout;
    private readonly LogPipe? _log;
    private readonly MemorySampler? _memory;
    private readonly ProcessTrace _trace;
    private readonly IForkServer? _server;
    private Timer? _grace;
    private bool _timedOut;
    private bool _reaped;
    private bool _killed;

    /// <param name="spec">What to start.</param>
    /// <param name="server">Starts it, where it is no child of kptn: it must lead a session of its own, and write to the pipe that it is given.</param>
    public UnixProcess(ProcessSpec spec, IForkServer? server = null)
    {
        _server = server;
        _log = spec.Output is null && spec.LogPath is { } path ? LogPipe.TryOpen(path) : null;
        try
        {
            Id = server is null ? UnixSpawn.Start(spec, _log) : server.Fork(_log ?? throw new ProcessStartException(spec.Program, "this system cannot wait for it"));
        }
        catch (IOException)
        {
            _log?.Dispose();
            throw;
        }

        _trace = new ProcessTrace(spec.Mark, _log?.Name ?? "");
        // A fork opens it by its path in /proc, in its own time.
        if (server is null) _log?.CloseWriteEnd();
        if (spec.Timeout is { } limit)
        {
            _timeout = new Timer(_ => OnTimeout(), null, limit, System.Threading.Timeout.InfiniteTimeSpan);
        }

        if (OperatingSystem.IsLinux()) _memory = new MemorySampler(Id);
    }

    public override int Id { get; }

    public override Task<ProcessExit> Exit => _exit.Task;

    /// <summary>Waits for it on a thread of its own.</summary>
    public UnixProcess WaitBeside()
    {
        UnixWaiters.Queue(() => _exit.SetResult(WaitHere()));
        return this;
    }

    public override void Terminate()
    {
        lock (_gate)
        {
            if (_reaped || _grace is not null) return;
            Signal(UnixSpawn.SigTerm);
            _grace = new Timer(_ => Kill(), null, Grace, System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    public override void Kill()
    {
        lock (_gate)
        {
            if (_reaped) return;
            _killed = true;
            Signal(UnixSpawn.SigKill);
        }
    }

    private void OnTimeout()
    {
        lock (_gate)
        {
            if (_reaped) return;
            _timedOut = true;
        }

        Terminate();
    }

    private void Signal(int signal)
    {
        var all = ProcessTree.Of(Id, _trace);
        // Each gets a request once: a second one would meet a handler of the task's own while it runs.
        if (all.Count == 0 || signal == UnixSpawn.SigKill) UnixSpawn.Kill(-Id, signal);
        foreach (var one in all) UnixSpawn.Kill(one, signal);
    }

    /// <summary>Waits for it on this thread; once only.</summary>
    public ProcessExit WaitHere()
    {
        if (_log is null) UnixSpawn.AwaitEnd(Id);
        else _log.CopyUntilEnd(Id);
        int status;
        UnixUsage usage;
        bool asked;
        lock (_gate)
        {
            (status, usage) = _server?.Reap() ?? UnixSpawn.Reap(Id);
            _reaped = true;
            asked = _killed || _grace is not null;
        }

        _timeout?.Dispose();
        _grace?.Dispose();
        _memory?.Dispose();
        var leftChildren = asked
            ? ProcessTree.End(() => ProcessTree.Of(Id, _trace), _killed ? TimeSpan.Zero : TimeSpan.FromSeconds(1))
            : ProcessTree.EndGroup(Id);
        _log?.CopyRest();
        _log?.Dispose();
        var signal = (status & 0x7f) is 0 ? (int?)null : status & 0x7f;
        var code = signal is { } number ? 128 + number : (status >> 8) & 0xff;
        return new ProcessExit(code, signal, _timedOut, leftChildren && !asked, PeakMemory(usage), usage.CpuTime) { LogError = _log?.Error ?? "" };
    }

    // What a server says of a fork is where the fork began.
    private long PeakMemory(UnixUsage usage) =>
        _memory is null ? usage.PeakMemory
        : _server is not null ? Math.Max(usage.PeakMemory, _memory.Peak)
        : usage.PeakMemory > UnixSpawn.OwnPeakMemory() ? usage.PeakMemory : _memory.Peak;
}
