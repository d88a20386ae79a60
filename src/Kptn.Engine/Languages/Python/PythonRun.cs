using System.Text.Json;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>One call that was handed to a worker, from its start to its outcome.</summary>
/// <param name="id">Its number in the protocol.</param>
/// <param name="call">The call.</param>
/// <param name="signal">Asks the worker to send a signal to the call's process group.</param>
internal sealed class PythonRun(int id, PythonCall call, Action<int, int> signal)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<PythonOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Timer? _grace;
    private volatile int _pid;
    private bool _asked;
    private bool _timedOut;
    private bool _ended;

    public int Id => id;

    public Task<PythonOutcome> Outcome => _outcome.Task;

    /// <summary>What all that it starts carries on it; asked when its tree has to be found.</summary>
    public Func<ProcessTrace> Trace { get; set; } = () => new ProcessTrace(call.Mark, LastParts(call.LogPath));

    public void Started(int pid) => _pid = pid;

    public void TimeOut()
    {
        lock (_gate)
        {
            if (_ended) return;
            _timedOut = true;
        }

        Terminate();
    }

    /// <summary>Asks its whole process tree to end, and kills what has not ended after a grace time.</summary>
    public void Terminate()
    {
        lock (_gate)
        {
            if (_ended || _asked) return;
            _asked = true;
            Signal(UnixSpawn.SigTerm);
            _grace = new Timer(_ => Kill(), null, Grace, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes the worker's word that its process has ended.</summary>
    public void Ended(JsonElement message)
    {
        Close();
        var exit = new ProcessExit(
            message.GetProperty("exit").GetInt32(),
            message.GetProperty("signal") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null,
            _timedOut,
            LeftChildren: false,
            message.GetProperty("maxrss").GetInt64(),
            TimeSpan.FromSeconds(message.GetProperty("cpu").GetDouble()));
        var told = message.GetProperty("outcome");
        var returned = told.ValueKind == JsonValueKind.Object && told.GetProperty("ok").GetBoolean();
        var error = returned ? null : PythonErrors.Told(told);
        if (IsAllGone()) Complete(exit, returned, error);
        else Task.Run(() => Complete(exit with { LeftChildren = EndGroup() && !_asked }, returned, error));
    }

    /// <summary>Fails it because its worker is gone, and ends what its process may have left.</summary>
    public void Lost(ProcessExit worker, string message)
    {
        Close();
        Task.Run(() =>
        {
            if (_pid != 0 && !OperatingSystem.IsWindows()) ProcessTree.End(() => ProcessTree.Of(_pid, Trace()), TimeSpan.FromMilliseconds(200));
            var exit = worker with { ExitCode = worker.ExitCode == 0 ? 1 : worker.ExitCode, TimedOut = _timedOut, PeakMemory = 0, CpuTime = TimeSpan.Zero };
            Complete(exit, returned: false, new PythonError(PythonErrors.Worker, message));
        });
    }

    /// <summary>The end of a path, without what a link above it may be called.</summary>
    public static string LastParts(string log) => $"/{Path.GetFileName(Path.GetDirectoryName(log))}/{Path.GetFileName(log)}";

    /// <summary>Kills its whole process tree.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            if (!_ended) Signal(UnixSpawn.SigKill);
        }
    }

    private void Signal(int number)
    {
        var all = _pid == 0 || OperatingSystem.IsWindows() ? [] : ProcessTree.Of(_pid, Trace());
        // Each gets a request once: a second one would meet a handler of the task's own while it runs.
        if (all.Count == 0 || number == UnixSpawn.SigKill) signal(id, number);
        foreach (var one in all) UnixSpawn.Kill(one, number);
    }

    private void Close()
    {
        lock (_gate)
        {
            _ended = true;
            _grace?.Dispose();
        }
    }

    private bool IsAllGone() => OperatingSystem.IsWindows() || (!_asked && UnixSpawn.Kill(-_pid, 0) != 0);

    private bool EndGroup() =>
        !OperatingSystem.IsWindows() && _pid != 0
        && (_asked ? ProcessTree.End(() => ProcessTree.Of(_pid, Trace()), TimeSpan.FromSeconds(1)) : ProcessTree.EndGroup(_pid));

    private void Complete(ProcessExit exit, bool returned, PythonError? error)
    {
        var succeeded = returned && exit.ExitCode == 0 && !_timedOut;
        if (!succeeded) error = PythonErrors.For(exit, error, call.Timeout, cancelled: _asked);
        _outcome.SetResult(new PythonOutcome(exit, succeeded, succeeded ? null : error));
    }
}
