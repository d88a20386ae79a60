using System.Text;
using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Restoring;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Puts back what items of a mapped task made: those whose own last good run still counts, and those that anybody's run is known to have done.</summary>
/// <param name="context">The graph.</param>
/// <param name="restorer">Puts outputs back.</param>
/// <param name="items">Gets what was restored.</param>
/// <param name="stop">Ends it; what was restored stays.</param>
internal sealed class ItemRestorer(GraphContext context, TaskRestorer restorer, IItemWriter items, CancellationToken stop)
{
    private const int AtOnce = 16;
    private readonly ResetMarks _resets = new(context.Project.KptnDir, context.Key);
    private int _restored;

    /// <summary>Restores what it can of the items that would run.</summary>
    /// <param name="task">The mapped task.</param>
    /// <param name="plan">Its items.</param>
    /// <param name="runId">The run.</param>
    /// <returns>How many were restored.</returns>
    public int Restore(PreparedTask task, ItemPlan plan, string runId)
    {
        using var known = KnownItemSpool.Read(context.Known!, task.Name, plan.Common.Hash, Path.Combine(context.Project.KptnDir, "tmp"), stop);
        var session = items.BeginSession(runId, plan.Common);
        try
        {
            Parallel.ForEach(ToRun(plan), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, item =>
            {
                if ((OwnOf(item, plan.Common) ?? KnownOf(known, task.Name, item, session)) is { } good && Restore(task, item.Key, good) is { } now) Record(item.Key, now, session);
            });
        }
        catch (OperationCanceledException)
        {
            // The run was stopped: what was restored is recorded.
        }

        return _restored;
    }

    private static IEnumerable<ItemRun> ToRun(ItemPlan plan)
    {
        using var list = plan.List();
        for (var position = 0; list.Read(); position++)
        {
            if (plan.Runs[position]) yield return new ItemRun(Encoding.UTF8.GetString(list.Key), list.Id, plan.Own(list));
        }
    }

    private ItemGood? OwnOf(ItemRun item, Fingerprint common)
    {
        if (!items.TryFind(item.Id, out var slot) || slot.Outcome != TaskOutcome.Succeeded || slot.Session < 0 || slot.Own != item.Own) return null;
        return items.Sessions[slot.Session].Common.Hash == common.Hash ? items.Read(slot.Number).Good : null;
    }

    private ItemGood? KnownOf(KnownItemSpool known, string task, ItemRun item, int session)
    {
        if (known.Find(item.Id) is not { } found || found.Key != item.Key || found.Own != item.Own || WasTriedSince(item, found) || _resets.WasResetSince(task, found.StartedAt + found.Duration)) return null;
        var outputs = found.Outputs.Select(output => new OutputState(output.Path, output.Hash, output.Size, default)).ToList();
        return new ItemGood(session, found.Own, outputs, found.Result, found.StartedAt, found.Duration, found.PeakMemory, found.CpuTime);
    }

    // As for tasks: a success from before a failure does not make up for it.
    private bool WasTriedSince(ItemRun item, KnownItem found) =>
        items.TryFind(item.Id, out var slot) && slot.Outcome != TaskOutcome.Succeeded && items.Read(slot.Number).Last.StartedAt >= found.StartedAt + found.Duration;

    private ItemGood? Restore(PreparedTask task, string key, ItemGood good)
    {
        try
        {
            if (!Expected(task, key).SetEquals(good.Outputs.Select(output => output.Path.TrimEnd('/')))) return null;
            var (outputs, problem) = restorer.Restore(task.Name, key, good.Outputs);
            if (problem.Length > 0 || (!good.Result.Hash.IsNone && restorer.Fetch(good.Result.Hash).Length > 0)) return null;
            return good with { Outputs = outputs };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ItemListException)
        {
            return null;
        }
    }

    private static HashSet<string> Expected(PreparedTask task, string key) =>
        ItemOutputs.Of(task.Mapping!, ItemValues.Split(task.Mapping!.Names, key)).Select(path => path.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);

    private void Record(string key, ItemGood good, int session)
    {
        items.Record(new ItemState(key, new ItemTry(TaskOutcome.Succeeded, session, good.StartedAt, good.Duration), good with { Session = session }));
        Interlocked.Increment(ref _restored);
    }
}
