using System.Collections.Concurrent;
using System.Text;

namespace Kptn.Engine.Execution.Processes;

/// <summary>Starts every process that kptn starts. Each leads a session of its own, so that all it starts can be ended with it.</summary>
public sealed class ProcessRunner
{
    private readonly ConcurrentDictionary<RunningProcess, bool> _running = new();
    private int _started;

    /// <summary>How many processes were started.</summary>
    public int Started => _started;

    /// <summary>Starts a process.</summary>
    /// <param name="spec">What to start.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public RunningProcess Start(ProcessSpec spec)
    {
        Interlocked.Increment(ref _started);
        RunningProcess process = OperatingSystem.IsWindows() ? new PortableProcess(spec) : new UnixProcess(spec).WaitBeside();
        _running[process] = true;
        process.Exit.ContinueWith(
            (_, state) => _running.TryRemove((RunningProcess)state!, out bool _),
            process,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return process;
    }

    /// <summary>Runs a process to its end.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="cancellation">Ends its whole process tree; the exit is still returned.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public async Task<ProcessExit> RunAsync(ProcessSpec spec, CancellationToken cancellation)
    {
        var process = Start(spec);
        if (!cancellation.CanBeCanceled) return await process.Exit.ConfigureAwait(false);
        await using var registration = cancellation.UnsafeRegister(state => ((RunningProcess)state!).Terminate(), process).ConfigureAwait(false);
        return await process.Exit.ConfigureAwait(false);
    }

    /// <summary>Runs a process to its end on this thread.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="cancellation">Ends its whole process tree; the exit is still returned.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public ProcessExit Run(ProcessSpec spec, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) return RunAsync(spec, cancellation).GetAwaiter().GetResult();
        Interlocked.Increment(ref _started);
        return Follow(new UnixProcess(spec), cancellation);
    }

    /// <summary>Has another process fork one, and waits for its end on this thread.</summary>
    /// <param name="spec">What to run; its program, arguments, folder and environment are the other's business.</param>
    /// <param name="server">Forks it.</param>
    /// <param name="cancellation">Ends its whole process tree; the exit is still returned.</param>
    /// <exception cref="IOException">It could not be forked.</exception>
    internal ProcessExit RunFork(ProcessSpec spec, IForkServer server, CancellationToken cancellation) => Follow(new UnixProcess(spec, server), cancellation);

    private ProcessExit Follow(UnixProcess process, CancellationToken cancellation)
    {
        _running[process] = true;
        try
        {
            using var registration = cancellation.UnsafeRegister(state => ((RunningProcess)state!).Terminate(), process);
            return process.WaitHere();
        }
        finally
        {
            _running.TryRemove(process, out _);
        }
    }

    /// <summary>Runs a process with a given input and keeps what it writes. One that somebody else ended is run a second time.</summary>
    /// <param name="spec">What to run; its handles and log path are not used.</param>
    /// <param name="input">What it reads from stdin.</param>
    /// <param name="temporaryFolder">A folder for temporary files.</param>
    /// <param name="cancellation">Ends its whole process tree.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public async Task<CapturedExit> CaptureAsync(ProcessSpec spec, ReadOnlyMemory<byte> input, string temporaryFolder, CancellationToken cancellation)
    {
        var first = await CaptureOnceAsync(spec, input, temporaryFolder, cancellation).ConfigureAwait(false);
        var wasEnded = first.Exit is { TimedOut: false, Signal: UnixSpawn.SigTerm or UnixSpawn.SigKill };
        return wasEnded ? await CaptureOnceAsync(spec, input, temporaryFolder, cancellation).ConfigureAwait(false) : first;
    }

    private async Task<CapturedExit> CaptureOnceAsync(ProcessSpec spec, ReadOnlyMemory<byte> input, string temporaryFolder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(temporaryFolder);
        var stem = Path.Combine(temporaryFolder, Guid.NewGuid().ToString("N"));
        var (inputPath, outputPath, errorPath) = (stem + ".in", stem + ".out", stem + ".err");
        try
        {
            await File.WriteAllBytesAsync(inputPath, input, cancellation).ConfigureAwait(false);
            ProcessExit exit;
            using (var stdin = File.OpenHandle(inputPath))
            using (var stdout = File.OpenHandle(outputPath, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
            {
                exit = await RunAsync(spec with { Input = stdin, Output = stdout, LogPath = errorPath }, cancellation).ConfigureAwait(false);
            }

            cancellation.ThrowIfCancellationRequested();
            var output = await File.ReadAllBytesAsync(outputPath, cancellation).ConfigureAwait(false);
            var errors = File.Exists(errorPath) ? Encoding.UTF8.GetString(await File.ReadAllBytesAsync(errorPath, cancellation).ConfigureAwait(false)) : "";
            return new CapturedExit(exit, output, errors);
        }
        finally
        {
            File.Delete(inputPath);
            File.Delete(outputPath);
            File.Delete(errorPath);
        }
    }

    /// <summary>Kills every process tree that still runs, at once.</summary>
    public void KillAll()
    {
        foreach (var process in _running.Keys) process.Kill();
    }
}
