using Kptn.Engine.Fingerprints;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <content>Starting tries, and what follows from their ends.</content>
internal sealed partial class Runner
{
    private void Start(ReadyTask ready, CancellationToken cancellation)
    {
        var task = ready.Task;
        var now = _time.GetUtcNow();
        ready = ready with { FirstStart = ready.FirstStart ?? now };
        _nodes[task.Name].Status = NodeStatus.Running;
        _active++;
        var log = Path.Combine(_runFolder, RunFolders.LogName(task.Name, ready.Try));
        _state.RecordStart(task.Name, new LastTry(TaskOutcome.Started, _runId, ready.FirstStart.Value, now, ready.Try));
        _sink(new TaskStarted(now, task.Name, ready.Try, ready.Decision.Reason?.ToString() ?? "", ShownLog(log)));
        var results = new Dictionary<string, GoodRun>(StringComparer.Ordinal);
        foreach (var dependency in task.VisibleDependencies)
        {
            if (_states.TryGetValue(dependency, out var state) && state.Good is { HasResult: true } good) results[dependency] = good;
        }

        var timeout = task.Task.Definition.Timeout ?? _context.Project.Settings.Timeout;
        _ = TryAsync(ready, new Attempt(task, ready.Try, log, results, timeout), now, cancellation);
    }

    private async Task TryAsync(ReadyTask ready, Attempt attempt, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        await Task.Yield();
        var start = _time.GetTimestamp();
        AttemptResult result;
        try
        {
            result = await _executor.ExecuteAsync(attempt, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            result = new AttemptResult(TaskOutcome.Failed, $"kptn itself failed: {e.GetType().Name}: {e.Message}");
        }

        _completions.Writer.TryWrite(new Completion(ready, result, startedAt, _time.GetElapsedTime(start)));
    }

    private void Complete(Completion completion)
    {
        _active--;
        var ready = completion.Task;
        if (completion.Result is not { } result)
        {
            _nodes[ready.Task.Name].Status = NodeStatus.Pending;
            if (!_stopping) _ready.Add(ready);
            return;
        }

        var definition = ready.Task.Task.Definition;
        _slots.Release(definition);
        var willRetry = result.Outcome == TaskOutcome.Failed && !_stopping && ready.Try <= (definition.Retries ?? _context.Project.Settings.Retries);
        Record(completion, result, willRetry);
        if (willRetry)
        {
            _active++;
            _ = RetryAsync(ready with { Try = ready.Try + 1 }, definition.RetryDelay);
            return;
        }

        var node = _nodes[ready.Task.Name];
        node.Status = result.Outcome switch
        {
            TaskOutcome.Succeeded => NodeStatus.Succeeded,
            TaskOutcome.Interrupted => NodeStatus.Interrupted,
            _ => NodeStatus.Failed,
        };
        if (node.Status == NodeStatus.Failed)
        {
            _failed.Add(node.Name);
            if (_request.FailFast) _stopping = true;
        }

        Release(node);
    }

    private void Record(Completion completion, AttemptResult result, bool willRetry)
    {
        var ready = completion.Task;
        var name = ready.Task.Name;
        var end = completion.StartedAt + completion.Duration;
        var last = new LastTry(result.Outcome, _runId, ready.FirstStart!.Value, end, ready.Try, result.ExitCode, result.Error);
        var before = _states.GetValueOrDefault(name)?.Good;
        var good = result.Outcome == TaskOutcome.Succeeded
            ? new GoodRun(
                new Fingerprint(ready.Decision.Components, Fingerprint.HashOf(ready.Decision.Components)),
                result.Outputs,
                result.ResultHash,
                result.ResultSize,
                _runId,
                completion.StartedAt,
                end,
                result.PeakMemory,
                result.CpuTime)
            : null;
        _state.RecordEnd(name, last, good);
        _states[name] = new TaskState(name, good ?? before, last);
        foreach (var output in result.Outputs) _settler.Add(Path.Combine(_context.Outputs.ScratchDir, output.Path), output.Stamp);
        var log = ShownLog(Path.Combine(_runFolder, RunFolders.LogName(name, ready.Try)));
        if (result.Notice.Length > 0) _sink(new RunNotice(end, name, result.Notice));
        _sink(new TaskEnded(end, name, ready.Try, result.Outcome, completion.Duration, result.ExitCode, result.Error, result.PeakMemory, result.CpuTime, log, willRetry, good is not null && HasChanged(before, good)));
    }

    private async Task RetryAsync(ReadyTask ready, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _time, _stop).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }

        _completions.Writer.TryWrite(new Completion(ready, null, default, default));
    }

    private static bool HasChanged(GoodRun? before, GoodRun now)
    {
        if (before is null || before.ResultHash != now.ResultHash || before.Outputs.Count != now.Outputs.Count) return true;
        for (var i = 0; i < now.Outputs.Count; i++)
        {
            if (before.Outputs[i].Path != now.Outputs[i].Path || before.Outputs[i].Hash != now.Outputs[i].Hash) return true;
        }

        return false;
    }

    private string ShownLog(string path) => Path.GetRelativePath(_context.Project.Root, path).Replace('\\', '/');
}
