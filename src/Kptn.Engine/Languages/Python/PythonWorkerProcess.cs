using System.IO.Pipes;
using System.Text.Json;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>One worker process and the calls it runs.</summary>
internal sealed class PythonWorkerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<int, PythonRun> _runs = [];
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly AnonymousPipeServerStream _requests = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _events = new(PipeDirection.In);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunningProcess _process;
    private readonly string _interpreter;
    private readonly string _bytecodeFolder;
    private readonly string _errorPath;
    private int _lastId;
    private bool _isReady;
    private volatile bool _isOver;

    /// <exception cref="ProcessStartException">The interpreter could not be started.</exception>
    public PythonWorkerProcess(ProcessRunner processes, ProcessSpec spec, string bytecodeFolder)
    {
        _interpreter = spec.Program;
        _bytecodeFolder = bytecodeFolder;
        _errorPath = spec.LogPath!;
        try
        {
            _process = processes.Start(spec with { Input = _requests.ClientSafePipeHandle, Output = _events.ClientSafePipeHandle });
        }
        catch
        {
            _requests.Dispose();
            _events.Dispose();
            throw;
        }
        finally
        {
            _requests.DisposeLocalCopyOfClientHandle();
            _events.DisposeLocalCopyOfClientHandle();
        }

        new Thread(Read, 256 * 1024) { IsBackground = true, Name = "kptn python" }.Start();
    }

    public int Id => _process.Id;

    /// <summary>Whether it takes no calls any more.</summary>
    public bool IsOver => _isOver;

    /// <summary>Hands a call over.</summary>
    /// <returns>The call on its way; <see langword="null"/> where the worker is gone and the call never reached it.</returns>
    public PythonRun? TryStart(PythonCall call)
    {
        PythonRun run;
        lock (_gate)
        {
            if (_isOver) return null;
            run = new PythonRun(++_lastId, call, Signal);
            _runs.Add(run.Id, run);
        }

        if (TryWrite(PythonRequests.Call(run.Id, call, _bytecodeFolder))) return run;
        lock (_gate) return _runs.Remove(run.Id) ? null : run;
    }

    /// <summary>Kills it and all it runs, at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Lets it end; calls that still run are killed.</summary>
    public async Task EndAsync()
    {
        lock (_writing)
        {
            _isOver = true;
            _requests.Dispose();
        }

        if (await Task.WhenAny(_done.Task, Task.Delay(Patience)).ConfigureAwait(false) != _done.Task) Kill();
        await _done.Task.ConfigureAwait(false);
    }

    private void Signal(int id, int signal) => TryWrite(PythonRequests.Signal(id, signal));

    private bool TryWrite(byte[] line)
    {
        lock (_writing)
        {
            if (_isOver) return false;
            try
            {
                _requests.Write(line);
                return true;
            }
            catch (IOException)
            {
                _isOver = true;
                return false;
            }
        }
    }

    private void Read()
    {
        var lines = new PythonEventReader(_events);
        try
        {
            while (lines.TryRead(out var message))
            {
                using (message) Take(message.RootElement);
            }
        }
        catch (Exception)
        {
            // Whatever it was that could not be read: a worker that is not understood is of no use, and its calls must not wait for ever.
            _process.Kill();
        }

        _isOver = true;
        Task.Run(BuryAsync);
    }

    private void Take(JsonElement message)
    {
        var kind = message.GetProperty("event").GetString();
        if (kind == "ready")
        {
            _isReady = true;
            return;
        }

        var id = message.GetProperty("id").GetInt32();
        PythonRun? run;
        lock (_gate)
        {
            if (!_runs.TryGetValue(id, out run)) return;
            if (kind == "ended") _runs.Remove(id);
        }

        if (kind == "started") run.Started(message.GetProperty("pid").GetInt32());
        else run.Ended(message);
    }

    private async Task BuryAsync()
    {
        if (await Task.WhenAny(_process.Exit, Task.Delay(Patience)).ConfigureAwait(false) != _process.Exit) Kill();
        var exit = await _process.Exit.ConfigureAwait(false);
        List<PythonRun> lost;
        lock (_gate)
        {
            lost = [.. _runs.Values];
            _runs.Clear();
        }

        var message = lost.Count == 0 ? "" : Explain(exit);
        foreach (var run in lost) run.Lost(exit, message);
        lock (_writing) _requests.Dispose();
        await _events.DisposeAsync().ConfigureAwait(false);
        _done.SetResult();
    }

    private string Explain(ProcessExit exit)
    {
        var how = exit.Signal is { } signal ? $"was killed by signal {PythonErrors.SignalName(signal)}" : $"exited with code {exit.ExitCode}";
        if (_isReady) return $"the Python worker {how} while the task ran";
        var last = File.Exists(_errorPath) ? File.ReadLines(_errorPath).LastOrDefault(line => line.Trim().Length > 0) : null;
        return $"the Python worker did not start with '{_interpreter}': it {how}{(last is null ? "" : ": " + last.Trim())}; Python 3.8 or newer is needed";
    }
}
