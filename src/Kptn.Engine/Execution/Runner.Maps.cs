using Kptn.Engine.Execution.Items;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
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
        var attempt = Start(ready, out var startedAt, isTold: false);
        var start = _time.GetTimestamp();
        IItemWriter? items = null;
        var isTold = false;
        try
        {
            items = _state.OpenItems(ready.Task.Name);
            _ = items.Failure.ContinueWith(_ => Stop(), TaskScheduler.Default);
            foreach (var warning in items.Warnings) _sink(new RunNotice(_time.GetUtcNow(), ready.Task.Name, warning.Message));
            var provider = ready.Task.Mapping!.Provider is { } name ? GoodOf(name) : null;
            var plan = _planner.PlanItems(ready.Task, StateOf(ready.Task.Name), ready.Decision!.Components, provider, items, _request.Forced.Contains(ready.Task.Name));
            items.Drop(plan.Dropped);
            var restored = RestoreItems(ready, plan, items);
            if (restored > 0) plan = _planner.PlanItems(ready.Task, StateOf(ready.Task.Name), ready.Decision!.Components, provider, items, forced: false);
            ready.Node.IsRestored = restored > 0 && plan.Counts.ToRun == 0 && plan.Done == plan.Total;
            if (!ready.Node.IsRestored) Tell(ready, startedAt);
            isTold = true;
            _sink(new ItemsPlanned(_time.GetUtcNow(), ready.Task.Name, plan.Total, plan.Counts.ToRun, plan.Dropped.Count, plan.Done) { Selected = plan.Counts.Selected, Restored = restored });
            _executor.OpenMap(attempt);
            var map = new MapRun(ready, attempt, startedAt, start, plan, items) { Restored = restored };
            map.Begin(ready.Task, _runId, plan.Common);
            if (plan.RunsAll) map.StartAll();
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
            if (!isTold) Tell(ready, startedAt);
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
        return End(map.Ready with { Map = map }, result, map.StartedAt, _time.GetElapsedTime(map.Start), map);
    }

    private TaskState? StateOf(string task)
    {
        lock (_gate) return _states.GetValueOrDefault(task);
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
