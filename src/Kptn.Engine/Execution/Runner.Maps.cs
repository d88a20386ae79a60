using Kptn.Engine.Execution.Items;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

// Mapped tasks: the list is planned once, then bundles are handed out like tries of tasks, each for one slot.
internal sealed partial class Runner
{
    private readonly List<MapRun> _maps = [];

    // Runs on the thread and in the slot that the task got; the slot is free again once the list is planned.
    private List<ReadyTask> BeginMap(ReadyTask ready)
    {
        var attempt = Start(ready, out var startedAt);
        var start = _time.GetTimestamp();
        IItemWriter? items = null;
        try
        {
            items = _state.OpenItems(ready.Task.Name);
            _ = items.Failure.ContinueWith(_ => Stop(), TaskScheduler.Default);
            var provider = ready.Task.Mapping!.Provider is { } name ? GoodOf(name) : null;
            var plan = _planner.PlanItems(ready.Task, ready.Decision!.Components, provider, items, _request.Forced.Contains(ready.Task.Name));
            items.Drop(plan.Dropped);
            _sink(new ItemsPlanned(_time.GetUtcNow(), ready.Task.Name, plan.Total, plan.Counts.ToRun, plan.Dropped.Count));
            _executor.OpenMap(attempt);
            var map = new MapRun(ready, attempt, startedAt, start, plan, items, _planner.OwnOf(ready.Task));
            map.Begin(ready.Task, _runId, plan.Common);
            lock (_gate)
            {
                _slots.Release(ready.Task.Task.Definition);
                _maps.Add(map);
                if (!map.Queue.IsDone) Offer(map);
                return Advance();
            }
        }
        catch (Exception e) when (e is ItemListException or IOException or UnauthorizedAccessException or StateFormatException)
        {
            items?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return End(ready, new AttemptResult(TaskOutcome.Failed, e.Message), startedAt, _time.GetElapsedTime(start));
        }
    }

    private void Offer(MapRun map)
    {
        if (map.IsQueued || map.IsEnding || map.Fault is not null || !map.Queue.CanTake) return;
        map.IsQueued = true;
        _ready.Add(map.Ready with { Map = map });
    }

    private void PassOver(MapRun map)
    {
        _slots.Release(map.Ready.Task.Task.Definition);
        map.IsQueued = false;
    }

    // Under the lock: takes what the queue gave, and sees to it that the rest of the wave stands in the queue again.
    private ReadyTask TakeBundle(ReadyTask ready)
    {
        var map = ready.Map!;
        map.IsQueued = false;
        map.Active++;
        if (map.Queue.IsWaveFresh) _sink(new WaveStarted(_time.GetUtcNow(), ready.Task.Name, map.Queue.Wave, map.Queue.WaveSize));
        var bundle = map.Queue.Take();
        Offer(map);
        return ready with { Bundle = bundle };
    }

    private List<ReadyTask>? RunBundle(ReadyTask ready)
    {
        var running = RunBundleAsync(ready.Map!, ready.Bundle!);
        if (running.IsCompleted) return running.Result;
        running.ContinueWith(done => Launch(done.Result), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return null;
    }

    private async Task<List<ReadyTask>> RunBundleAsync(MapRun map, Bundle bundle)
    {
        var tally = new BundleTally();
        var start = _time.GetTimestamp();
        var name = map.Ready.Task.Name;
        try
        {
            RefreshMap(map);
            var (task, session) = (map.Task, map.Session);
            var items = map.Fill(bundle);
            _sink(new BundleStarted(_time.GetUtcNow(), name, bundle.Number, bundle.Wave, [.. items.Select(item => item.Key)]));
            map.Items.RecordStart([.. items.Select(item => item.Id)], session);
            await WorkAsync(map, task, session, items, tally).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            tally.Fault = e is IOException or UnauthorizedAccessException ? e.Message : $"kptn itself failed: {e.GetType().Name}: {e.Message}";
        }

        _sink(new BundleEnded(_time.GetUtcNow(), name, bundle.Number, _time.GetElapsedTime(start), tally.Failed));
        lock (_gate)
        {
            _slots.Release(map.Ready.Task.Task.Definition);
            map.Active--;
            if (tally.Fault.Length > 0) map.Fault ??= tally.Fault;
            Settle(map, tally.Ended + Math.Max(0, bundle.Count - tally.Ended - tally.Again.Count), tally.Failed);
            foreach (var item in tally.Again) Again(map, item);
            if (tally.Failed > 0 && _request.FailFast) StopHandingOut();
            Offer(map);
            return Advance();
        }
    }

    private async Task WorkAsync(MapRun map, PreparedTask task, int session, IReadOnlyList<ItemRun> items, BundleTally tally)
    {
        var (works, kept) = (new List<ItemWork>(items.Count), new List<ItemRun>(items.Count));
        foreach (var item in items)
        {
            try
            {
                var work = _items.Work(task, item);
                _items.MakeFolders(ItemExecutor.OutputsOf(task, work));
                works.Add(work);
                kept.Add(item);
            }
            catch (ItemListException e)
            {
                EndItem(map, task, session, item, null, new ItemEnd(TaskOutcome.Failed, e.Message) { StartedAt = _time.GetUtcNow() }, tally);
            }
        }

        if (works.Count == 0 || _stop.IsCancellationRequested) return;
        var rented = map.Rent(number => _executor.OpenWorker(task, map.Attempt, number));
        try
        {
            await rented.Worker.RunAsync(works, (i, end) => EndItem(map, task, session, kept[i], works[i], end, tally), _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            map.Return(rented);
        }
    }

    private void EndItem(MapRun map, PreparedTask task, int session, ItemRun item, ItemWork? work, ItemEnd end, BundleTally tally)
    {
        if (end is { Outcome: TaskOutcome.Interrupted, Duration.Ticks: 0 })
        {
            // A stop kept it from starting: it is as it was.
            tally.Ended++;
            return;
        }

        IReadOnlyList<OutputState> outputs = [];
        ItemResult result = default;
        if (work is not null) (end, outputs, result) = _items.Collect(task, work, end);
        var definition = task.Task.Definition;
        var willRetry = end.Outcome == TaskOutcome.Failed && work is not null && !_stopping && item.Try <= (definition.Retries ?? _context.Project.Settings.Retries);
        var good = end.Outcome == TaskOutcome.Succeeded ? new ItemGood(session, item.Own, outputs, result, end.StartedAt, end.Duration, end.PeakMemory, end.CpuTime) : null;
        map.Items.Record(new ItemState(item.Key, new ItemTry(end.Outcome, session, end.StartedAt, end.Duration, item.Try, end.ExitCode, end.Error), good));
        var log = ShownLog(Path.Combine(_runFolder, RunFolders.ItemLogName(task.Name, item.Key, item.Try)));
        map.Note(item, end, willRetry, log);
        if (willRetry) tally.Again.Add(item with { Try = item.Try + 1 });
        else tally.Ended++;
        if (end.Outcome == TaskOutcome.Failed && !willRetry) tally.Failed++;
        if (end.Notice.Length > 0) _sink(new RunNotice(_time.GetUtcNow(), $"{task.Name}@{ItemNames.Shown(item.Key)}", end.Notice));
        _sink(new ItemEnded(_time.GetUtcNow(), task.Name, item.Key, item.Try, end.Outcome, end.Duration, end.ExitCode, end.Error, log, willRetry));
    }

    // An edit while items run: those that start from now on run the new code and are recorded with it.
    private void RefreshMap(MapRun map)
    {
        var current = _code.Current(map.Task);
        if (ReferenceEquals(current, map.Task)) return;
        lock (map)
        {
            if (ReferenceEquals(current, map.Task) || current.Own.SequenceEqual(map.Task.Own)) return;
            var decision = DecideNow(map.Ready with { Task = current });
            map.Begin(current, _runId, Planner.CommonOf(current, decision.Components));
        }
    }

    private void Settle(MapRun map, int items, int failed)
    {
        if (!map.Queue.Ended(items, failed)) return;
        _sink(new WaveEnded(_time.GetUtcNow(), map.Ready.Task.Name, map.Queue.Wave, map.Queue.FailedInWave));
        map.Queue.NextWave();
    }

    private void Again(MapRun map, ItemRun item)
    {
        if (_stopping)
        {
            Settle(map, 1, 1);
            return;
        }

        map.Active++;
        _ = AgainAsync(map, item, map.Ready.Task.Task.Definition.RetryDelay);
    }

    private async Task AgainAsync(MapRun map, ItemRun item, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero) await Task.Delay(delay, _time, _stopWaiting.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        else await Task.Yield();
        List<ReadyTask> starts;
        lock (_gate)
        {
            map.Active--;
            map.Queue.TryAgain(item);
            Offer(map);
            starts = Advance();
        }

        Launch(starts);
    }

    // Under the lock: maps that have nothing running and nothing to hand out come to their end, each on a thread of its own.
    private void EndMaps(List<ReadyTask> starts)
    {
        for (var i = _maps.Count - 1; i >= 0; i--)
        {
            var map = _maps[i];
            if (map.Active > 0 || (!_stopping && map.Fault is null && !map.Queue.IsDone)) continue;
            map.IsEnding = true;
            _maps.RemoveAt(i);
            starts.Add(map.Ready with { Map = map, Bundle = null });
        }
    }

    private async Task<List<ReadyTask>> EndMapAsync(MapRun map)
    {
        AttemptResult result;
        try
        {
            result = await new MapEnd(_context, _outputs, _runFolder).OfAsync(map, _stop.IsCancellationRequested).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException or ItemListException)
        {
            result = new AttemptResult(TaskOutcome.Failed, e.Message) { Items = map.Plan.Total, ItemsDone = map.Done };
        }

        await map.DisposeAsync().ConfigureAwait(false);
        LocalExecutor.CloseMap(map.Attempt);
        return End(map.Ready, result, map.StartedAt, _time.GetElapsedTime(map.Start), map);
    }

    private GoodRun? GoodOf(string task)
    {
        lock (_gate) return _partials.GetValueOrDefault(task) ?? _states.GetValueOrDefault(task)?.Good;
    }

    // What items are done counts for dependents that do not mind the others, but not as the task's state.
    private void NotePart(Node node, MapRun map, AttemptResult result, DateTimeOffset startedAt, TimeSpan duration)
    {
        if (result.Outcome is TaskOutcome.Succeeded or TaskOutcome.Interrupted) return;
        node.IsPartial = map.Missing == 0 && map.Fault is null && result.Outcome == TaskOutcome.Incomplete;
        if (node.Planned.Task.Task.Definition.ContinueOnFailure) _partials[node.Name] = GoodRunOf(result, [], startedAt, startedAt + duration);
    }

    private GoodRun GoodRunOf(AttemptResult result, IReadOnlyList<Component> components, DateTimeOffset startedAt, DateTimeOffset endedAt) => new(
        new Fingerprint(components, Fingerprint.HashOf(components)),
        result.Outputs,
        result.ResultHash,
        result.ResultSize,
        _runId,
        startedAt,
        endedAt,
        result.PeakMemory,
        result.CpuTime);

    private void StopHandingOut()
    {
        _stopping = true;
        _stopWaiting.Cancel();
    }
}
