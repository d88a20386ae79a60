using Kptn.Engine.Execution.Items;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

// Bundles: what one worker call gets, and what becomes of its items.
internal sealed partial class Runner
{
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

        if (rented.Worker.Hint is { Length: > 0 } hint && map.IsNews(hint)) _sink(new RunNotice(_time.GetUtcNow(), task.Name, hint));
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
        var owner = $"{task.Name}@{ItemNames.Shown(item.Key)}";
        if (outputs.Count > 0 && _keeper is not null && _context.Artifacts is not null) _keeper.AddItem(owner, outputs);
        if (good is not null) Publish(task, owner, map.Items.Sessions[session].Common, item.Key, good);
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
        if (_code is null) return;
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
}
