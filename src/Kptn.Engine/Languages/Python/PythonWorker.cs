using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>Runs Python task functions, each in a process of its own that a warm worker process forks. The worker is started at the first call.</summary>
/// <param name="processes">Starts the worker.</param>
/// <param name="interpreter">Python 3.8 or newer, absolute.</param>
/// <param name="workFolder">Folder for the worker's program, its log and bytecode, absolute; such as <c>.kptn/cache</c>.</param>
/// <param name="environment">The worker's whole environment, which calls add to.</param>
public sealed class PythonWorker(
    ProcessRunner processes,
    string interpreter,
    string workFolder,
    IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private const int LargeLog = 1 << 20;
    private readonly Lock _gate = new();
    private PythonWorkerProcess? _current;
    private bool _isDisposed;

    /// <summary>Process id of the worker, once it was started.</summary>
    public int? ProcessId => _current?.Id;

    /// <summary>Whether each call gets a new interpreter instead of a fork, as on Windows.</summary>
    internal bool WithoutFork { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Calls a function and waits until its process has ended.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends its whole process tree; the outcome is still returned.</param>
    /// <returns>How it ended; what goes wrong is told there and not thrown.</returns>
    /// <exception cref="ObjectDisposedException">The worker was disposed.</exception>
    public async Task<PythonOutcome> CallAsync(PythonCall call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return NotStarted("python-cancelled", "was cancelled before it ran");
        PythonRun run;
        try
        {
            run = Start(call);
        }
        catch (IOException e)
        {
            return NotStarted(PythonErrors.Worker, e.Message);
        }

        return await FollowAsync(run, call, cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts a call's process; its limit and its cancellation are the caller's.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="IOException">It could not be started.</exception>
    /// <exception cref="ObjectDisposedException">The worker was disposed.</exception>
    internal PythonRun Start(PythonCall call)
    {
        // A worker that died since its last call is noticed only when the next one is written.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                if (Current().TryStart(call) is { } run) return run;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"the Python worker: {e.Message}", e);
            }
        }

        throw new IOException("the Python worker ends again and again before it takes the task");
    }

    /// <summary>A worker like this one, with a process of its own.</summary>
    internal PythonWorker Another() => new(processes, interpreter, workFolder, environment) { WithoutFork = WithoutFork };

    /// <summary>Kills the worker and every process tree that it runs, at once.</summary>
    public void KillAll() => _current?.Kill();

    /// <summary>Ends the worker; calls that still run are killed.</summary>
    public async ValueTask DisposeAsync()
    {
        PythonWorkerProcess? last;
        lock (_gate)
        {
            _isDisposed = true;
            last = _current;
        }

        if (last is not null) await last.EndAsync().ConfigureAwait(false);
    }

    private static async Task<PythonOutcome> FollowAsync(PythonRun run, PythonCall call, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(state => ((PythonRun)state!).Terminate(), run).ConfigureAwait(false);
        if (call.Timeout is not { } limit) return await run.Outcome.ConfigureAwait(false);
        await using var timer = new Timer(state => ((PythonRun)state!).TimeOut(), run, limit, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return await run.Outcome.ConfigureAwait(false);
    }

    private static PythonOutcome NotStarted(string code, string message) =>
        new(new ProcessExit(1, null, false, false, 0, TimeSpan.Zero), false, new PythonError(code, message));

    private PythonWorkerProcess Current()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_current is { IsOver: false }) return _current;
            return _current = new PythonWorkerProcess(processes, Spec(), Path.Combine(workFolder, "pycache"));
        }
    }

    private ProcessSpec Spec()
    {
        var program = PythonWorkerScript.PutInto(workFolder);
        var log = Path.Combine(workFolder, "worker.log");
        if (File.Exists(log) && new FileInfo(log).Length > LargeLog) File.Delete(log);
        return new ProcessSpec(interpreter, WithoutFork ? [program, "--spawn"] : [program])
        {
            WorkingDirectory = workFolder,
            Environment = environment,
            LogPath = log,
        };
    }
}
