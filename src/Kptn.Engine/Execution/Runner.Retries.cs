using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <content>Tries after a failure.</content>
internal sealed partial class Runner
{
    /// <summary>Waits for a retry's turn. The task stays active meanwhile, but takes no slot.</summary>
    private async Task RetryAsync(ReadyTask ready, TimeSpan delay)
    {
        await Task.Delay(delay, _time, _stopWaiting.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        List<ReadyTask> starts;
        lock (_gate)
        {
            _active--;
            if (_stopping)
            {
                Finish(ready.Node, _stop.IsCancellationRequested ? TaskOutcome.Interrupted : TaskOutcome.Failed);
            }
            else
            {
                ready.Node.Status = NodeStatus.Pending;
                _ready.Add(ready);
            }

            starts = Advance();
        }

        Launch(starts);
    }
}
