using System.Runtime.InteropServices;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Tool.Terminal;

/// <summary>Ctrl-C and its like: the first stops the run in good order, the second kills what still runs.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ProcessRunner _processes;
    private readonly Action<string> _say;
    private int _count;

    public StopSignals(ProcessRunner processes, Action<string> say, CancellationToken outer)
    {
        (_processes, _say) = (processes, say);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    /// <summary>Ends with the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            _say("stopping: running tasks are asked to end; once more to kill them");
            ThreadPool.UnsafeQueueUserWorkItem(_ => _stop.Cancel(), null);
        }
        else
        {
            _processes.KillAll();
        }
    }
}
