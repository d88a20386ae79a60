using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <content>Tries of tasks, and what follows from their ends.</content>
internal sealed partial class Runner
{
    /// <summary>Gives each task a thread of its own, or its place among the Python worker's calls.</summary>
    private void Launch(List<ReadyTask> starts, int from = 0)
    {
        for (var i = from; i < starts.Count; i++)
        {
            var ready = starts[i];
            UnixWaiters.Queue(() => Work(ready));
        }
    }

    /// <summary>Runs a task, then whatever its end lets start first.</summary>
    private void Work(ReadyTask first)
    {
        for (ReadyTask? ready = first; ready is not null;)
        {
            var starts = RunOne(ready);
            if (starts is null) return;
            Launch(starts, 1);
            ready = starts.Count > 0 ? starts[0] : null;
        }
    }

    /// <summary>Runs a try to its end on this thread; a Python call goes on elsewhere.</summary>
    /// <returns>What may start now; <see langword="null"/> where the try goes on elsewhere.</returns>
    private List<ReadyTask>? RunOne(ReadyTask ready)
    {
        if (ready.Bundle is not null) return RunBundle(ready);
        if (ready.Map is { } map) return EndMapAsync(map).GetAwaiter().GetResult();
        try
        {
            ready = Refresh(ready);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var now = _time.GetUtcNow();
            ready = ready with { Decision = ready.Node.Planned.Decision, FirstStart = now };
            return End(ready, new AttemptResult(TaskOutcome.Failed, $"what it depends on cannot be read: {e.Message}"), now, TimeSpan.Zero);
        }

        if (ready.Decision!.Action == PlanAction.Fresh) return FoundFresh(ready);
        if (ready.Task.Mapping is null && TryRestore(ready) is { } next) return next;
        if (ready.Task.Mapping is not null) return BeginMap(ready with { FirstStart = _time.GetUtcNow() });
        ready = ready with { FirstStart = ready.FirstStart ?? _time.GetUtcNow() };
        var attempt = Start(ready, out var startedAt);
        if (_state.Failure.IsCompleted || _stop.IsCancellationRequested)
        {
            return End(ready, new AttemptResult(TaskOutcome.Interrupted, "the run stopped before it was started"), startedAt, TimeSpan.Zero);
        }

        var start = _time.GetTimestamp();
        var trying = TryAsync(attempt);
        if (trying.IsCompleted) return End(ready, trying.Result, startedAt, _time.GetElapsedTime(start));
        trying.ContinueWith(
            done => Launch(End(ready, done.Result, startedAt, _time.GetElapsedTime(start))),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return null;
    }

    /// <summary>Decides on a task whose dependencies have run, by what they have made.</summary>
    private Decision DecideNow(ReadyTask ready)
    {
        var task = ready.Task;
        var states = new Dictionary<string, TaskState>(StringComparer.Ordinal);
        var recorded = new HashSet<string>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var name in task.Task.Dependencies.Append(task.Name))
            {
                if (_states.TryGetValue(name, out var state)) states[name] = state;
                if (_partials.TryGetValue(name, out var partial)) states[name] = new TaskState(name, partial, null);
                if (_partials.ContainsKey(name) || (_nodes.TryGetValue(name, out var before) && before.Status is NodeStatus.Fresh or NodeStatus.Succeeded)) recorded.Add(name);
            }
        }

        var inputs = task.Task.Dependencies.SelectMany(name => _planner.Inputs(name, states, recorded.Contains(name))).ToList();
        return _planner.Decide(task, states.GetValueOrDefault(task.Name), Planner.Visible(task, inputs), [], _request.Forced.Contains(task.Name));
    }

    private List<ReadyTask> FoundFresh(ReadyTask ready)
    {
        lock (_gate)
        {
            _active--;
            _slots.Release(ready.Task.Task.Definition);
            SettleFresh(ready.Node);
            return Advance();
        }
    }

    private Attempt Start(ReadyTask ready, out DateTimeOffset startedAt, bool isTold = true)
    {
        var task = ready.Task;
        var log = Path.Combine(_runFolder, RunFolders.LogName(task.Name, ready.Try));
        var results = new Dictionary<string, GoodRun>(StringComparer.Ordinal);
        startedAt = _time.GetUtcNow();
        lock (_gate)
        {
            _state.RecordStart(task.Name, new LastTry(TaskOutcome.Started, _runId, ready.FirstStart!.Value, startedAt, ready.Try));
            if (isTold) Tell(ready, startedAt);
            foreach (var dependency in task.VisibleDependencies)
            {
                if ((_partials.GetValueOrDefault(dependency) ?? _states.GetValueOrDefault(dependency)?.Good) is { HasResult: true } good) results[dependency] = good;
            }
        }

        return new Attempt(task, ready.Try, log, results, task.Task.Definition.Timeout ?? _context.Project.Settings.Timeout);
    }

    private void Tell(ReadyTask ready, DateTimeOffset startedAt) =>
        _sink(new TaskStarted(startedAt, ready.Task.Name, ready.Try, ready.Decision!.Reason?.ToString() ?? "", ShownLog(Path.Combine(_runFolder, RunFolders.LogName(ready.Task.Name, ready.Try)))));

    private async Task<AttemptResult> TryAsync(Attempt attempt)
    {
        try
        {
            return await _executor.ExecuteAsync(attempt, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new AttemptResult(TaskOutcome.Failed, $"kptn itself failed: {e.GetType().Name}: {e.Message}");
        }
    }

    private List<ReadyTask> End(ReadyTask ready, AttemptResult result, DateTimeOffset startedAt, TimeSpan duration, MapRun? map = null)
    {
        var definition = ready.Task.Task.Definition;
        var components = result.Outcome == TaskOutcome.Succeeded ? Observed(ready) : [];
        if (result.Outcome == TaskOutcome.Succeeded)
        {
            Keep(ready.Task, result);
            Publish(ready, result, components, startedAt, duration);
        }

        var isRecorded = IsCheckpoint(definition, result);
        if (isRecorded) SaveCheckpoint(ready, result, components, startedAt, duration);
        lock (_gate)
        {
            if (map is null) _slots.Release(definition);
            var willRetry = ready.Task.Mapping is null && result.Outcome == TaskOutcome.Failed && !_stopping && ready.Try <= (definition.Retries ?? _context.Project.Settings.Retries);
            if (!isRecorded) Record(ready, result, components, startedAt, duration, willRetry);
            if (willRetry)
            {
                _ = RetryAsync(ready with { Try = ready.Try + 1 }, definition.RetryDelay);
            }
            else
            {
                _active--;
                if (map is not null) NotePart(ready.Node, map, result, startedAt, duration);
                Finish(ready.Node, ready.Node.IsPartial ? TaskOutcome.Succeeded : result.Outcome);
            }

            return Advance();
        }
    }

    private void Finish(Node node, TaskOutcome outcome)
    {
        node.Status = outcome switch
        {
            TaskOutcome.Succeeded => NodeStatus.Succeeded,
            TaskOutcome.Interrupted => NodeStatus.Interrupted,
            _ => NodeStatus.Failed,
        };
        if (node.Status == NodeStatus.Failed)
        {
            _failed.Add(node.Name);
            if (_request.FailFast) StopHandingOut();
        }

        Release(node);
    }

    private void Record(ReadyTask ready, AttemptResult result, IReadOnlyList<Component> components, DateTimeOffset startedAt, TimeSpan duration, bool willRetry)
    {
        var name = ready.Task.Name;
        var end = startedAt + duration;
        var last = new LastTry(result.Outcome, _runId, ready.FirstStart!.Value, end, ready.Try, result.ExitCode, result.Error) { Items = result.Items, ItemsDone = result.ItemsDone };
        var before = _states.GetValueOrDefault(name)?.Good;
        var good = result.Outcome == TaskOutcome.Succeeded ? GoodRunOf(result, components, startedAt, end) : null;
        if (ready.Node.IsRestored && good is not null) _saved += (good = AsKnown(ready, good)).Duration;
        _state.RecordEnd(name, last, good);
        _states[name] = new TaskState(name, good ?? before, last);
        var log = ShownLog(Path.Combine(_runFolder, RunFolders.LogName(name, ready.Try)));
        if (result.Notice.Length > 0) _sink(new RunNotice(end, name, result.Notice));
        if (ready.Node.IsRestored && good is not null) _sink(new TaskSettled(end, name, Settlement.Restored, ready.Decision!.Known is { } known ? known.Place : "its artifacts"));
        else _sink(new TaskEnded(end, name, ready.Try, result.Outcome, duration, result.ExitCode, result.Error, result.PeakMemory, result.CpuTime, log, willRetry, good is not null && HasChanged(before, good)));
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
