using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Restoring;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

// What is known already is put back, and what is made is made known.
internal sealed partial class Runner
{
    private readonly RestoreFinder? _restores;
    private readonly TaskRestorer? _restorer;

    /// <summary>Puts back what a task would make.</summary>
    /// <returns>What may start now; <see langword="null"/> where the task has to run.</returns>
    private List<ReadyTask>? TryRestore(ReadyTask ready)
    {
        if (_restores is null || !_context.Restores || ready.Try > 1 || _stop.IsCancellationRequested) return null;
        var name = ready.Task.Name;
        var startedAt = _time.GetUtcNow();
        try
        {
            if (KnownOf(ready) is not { } known) return null;
            _outputs.MakeFolders(ready.Task.Outputs);
            var (good, problem) = _restorer!.Restore(ready.Task, known.Good);
            if (good is null)
            {
                _sink(new RunNotice(_time.GetUtcNow(), name, $"it could not be restored from run {known.Good.RunId}, so it runs: {problem}"));
                return null;
            }

            _keeper!.AddTask(name, good.Outputs, ready.Task.Mapping?.RollUp);
            if (good.HasResult) _keeper.AddResult(_context.Results.PathOf(good.ResultHash));
            return EndRestored(ready, good, known, startedAt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _sink(new RunNotice(_time.GetUtcNow(), name, $"it could not be restored, so it runs: {e.Message}"));
            return null;
        }
    }

    private List<ReadyTask> EndRestored(ReadyTask ready, GoodRun good, KnownGood known, DateTimeOffset startedAt)
    {
        var node = ready.Node;
        lock (_gate)
        {
            var last = new LastTry(TaskOutcome.Succeeded, _runId, startedAt, _time.GetUtcNow());
            _state.RecordEnd(node.Name, last, good);
            _states[node.Name] = new TaskState(node.Name, good, last);
            _slots.Release(ready.Task.Task.Definition);
            _active--;
            _saved += good.Duration;
            node.IsRestored = true;
            Settle(node, NodeStatus.Succeeded, Settlement.Restored, known.Place);
            return Advance();
        }
    }

    // It cost what it cost where its items ran.
    private static GoodRun AsKnown(ReadyTask ready, GoodRun good) => ready.Decision!.Known is not { Good: var known } ? good
        : good with { RunId = known.RunId, StartedAt = known.StartedAt, EndedAt = known.EndedAt, PeakMemory = known.PeakMemory, CpuTime = known.CpuTime };

    private KnownGood? KnownOf(ReadyTask ready)
    {
        var decision = ready.Decision!;
        if (decision.Known is { } known && decision.Assumes.Count == 0) return known;
        return _restores!.IsCandidate(ready.Task, decision) ? _restores.Find(ready.Task, StateOf(ready.Task.Name), decision) : null;
    }

    /// <summary>Puts back what items would make, those of which it is known.</summary>
    /// <param name="ready">The mapped task.</param>
    /// <param name="plan">Its items.</param>
    /// <param name="items">Gets those that are restored.</param>
    /// <returns>How many were restored; where any was, the items are to be planned again.</returns>
    private int RestoreItems(ReadyTask ready, ItemPlan plan, IItemWriter items)
    {
        if (_restores is null || !_context.Restores || plan.Counts.ToRun == 0 || _request.Forced.Contains(ready.Task.Name) || !_restores.IsRestorable(ready.Task)) return 0;
        if (ready.Task.Outputs.Count > 0 && !RestoreShared(ready)) return 0;
        return new ItemRestorer(_context, _restorer!, items, _stop.Token).Restore(ready.Task, plan, _runId);
    }

    // What all items make together can be put back only where all of them are known to have made it.
    private bool RestoreShared(ReadyTask ready)
    {
        var task = ready.Task;
        var decision = ready.Decision!;
        if (KnownOf(ready with { Decision = decision with { Action = PlanAction.Run } }) is not { } known) return false;
        var shared = known.Good.Outputs.Where(output => output.Path != task.Mapping!.RollUp).ToList();
        _outputs.MakeFolders(task.Outputs);
        return _restorer!.Restore(task.Name, null, shared).Problem.Length == 0;
    }

    /// <summary>Makes known what a task made of what it depended on.</summary>
    private void Publish(ReadyTask ready, AttemptResult result, IReadOnlyList<Component> components, DateTimeOffset startedAt, TimeSpan duration)
    {
        // What changed while it ran tells nothing about what it read.
        if (_restores is null || ready.Node.IsRestored || !ReferenceEquals(components, ready.Decision!.Components) || !_restores.IsRestorable(ready.Task)) return;
        var name = ready.Task.Name;
        var outputs = result.Outputs.Select(output => new KnownOutput(output.Path, output.Hash, output.Size) { IsRollUp = output.Path == ready.Task.Mapping?.RollUp }).ToList();
        _keeper!.AddKnown(name, name, default, new KnownRun(name, Fingerprint.HashOf(components), outputs, result.ResultHash, result.ResultSize, _runId, _context.Key.StorageKey, startedAt, startedAt + duration, result.PeakMemory, result.CpuTime));
    }

    /// <summary>Makes known what an item made.</summary>
    private void Publish(PreparedTask task, string owner, Fingerprint common, string key, ItemGood good)
    {
        if (_restores is null || !_restores.IsRestorable(task)) return;
        var outputs = good.Outputs.Select(output => new KnownOutput(output.Path, output.Hash, output.Size)).ToList();
        _keeper!.AddKnown(owner, task.Name, common.Hash, new KnownItem(key, good.Own, outputs, good.Result, good.StartedAt, good.Duration, good.PeakMemory, good.CpuTime));
    }
}
