using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Makes the outcome of a mapped task out of its items: the list of their results, in the list's order, and their outputs as one.</summary>
internal sealed class MapEnd(GraphContext context, OutputCollector outputs, string runFolder)
{
    /// <summary>The outcome, once no item runs any more.</summary>
    /// <param name="map">The task's items.</param>
    /// <param name="isStopped">Whether the run was stopped.</param>
    public async Task<AttemptResult> OfAsync(MapRun map, bool isStopped)
    {
        await map.Items.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        var result = new AttemptResult(OutcomeOf(map, isStopped), ErrorOf(map, isStopped))
        {
            Items = map.Plan.Total,
            ItemsDone = map.Done,
            PeakMemory = map.PeakMemory,
            CpuTime = map.CpuTime,
        };
        var task = map.Task;
        var isWhole = result.Outcome == TaskOutcome.Succeeded;
        if (!isWhole && !(task.Task.Definition.ContinueOnFailure && !isStopped)) return result;
        var (shared, error) = outputs.Read(task, task.Outputs);
        if (error is not null && isWhole) return result with { Outcome = TaskOutcome.Failed, Error = error };
        result = Assemble(map, result with { Outputs = shared });
        await map.Items.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    private static TaskOutcome OutcomeOf(MapRun map, bool isStopped) => map switch
    {
        _ when map.Done == map.Plan.Total => TaskOutcome.Succeeded,
        _ when isStopped => TaskOutcome.Interrupted,
        { Done: 0 } => TaskOutcome.Failed,
        _ => TaskOutcome.Incomplete,
    };

    private static string ErrorOf(MapRun map, bool isStopped)
    {
        if (map.Done == map.Plan.Total) return "";
        if (map.Fault is { } fault) return fault;
        var left = $"{map.Done} of {map.Plan.Total} items are done";
        if (isStopped) return $"it was interrupted; {left}";
        return map.FirstFailure is var (key, error, _) ? $"{map.Failed} of {map.Plan.Counts.ToRun} items failed, first {ItemNames.Shown(key)}: {error}" : left;
    }

    private AttemptResult Assemble(MapRun map, AttemptResult result)
    {
        var task = map.Task;
        var isWhole = result.Outcome == TaskOutcome.Succeeded;
        var keepsResult = task.Task.Definition.CacheResult;
        var rollUp = task.Mapping!.Outputs.Count > 0 ? new ItemRollUp() : null;
        if (!keepsResult && rollUp is null) return result;
        // As a list of results it has a place for every item; as a list of elements it has those that there are.
        var leavesOut = task.Task.Definition.IterableItem.Count > 0;
        var path = Path.Combine(runFolder, $"{map.Ready.Task.Name}.result.json");
        using (var results = keepsResult ? new ResultListWriter(path) : null)
        {
            using var list = map.Plan.List();
            while (list.Read())
            {
                var good = map.Items.TryFind(list.Id, out var slot) && (isWhole || IsDone(map, slot)) ? map.Items.Read(slot.Number).Good : null;
                if (good is not null && slot.HasFiles) good = Settled(map, slot, good);
                foreach (var output in good?.Outputs ?? []) rollUp?.Add(output);
                if (results is null || (good is null && leavesOut)) continue;
                if (good is null || good.Result.IsNone) results.AddNull();
                else if (good.Result.Hash.IsNone) results.Add(good.Result.Json.Span);
                else results.AddFile(context.Results.PathOf(good.Result.Hash));
            }

            results?.Finish();
        }

        if (rollUp is not null) result = result with { Outputs = [.. result.Outputs.Append(rollUp.ToOutput(task.Mapping.RollUp)).OrderBy(output => output.Path, StringComparer.Ordinal)] };
        if (!keepsResult) return result;
        var (hash, size) = context.Results.Take(path);
        return result with { ResultHash = hash, ResultSize = size };
    }

    // What an item left when it last succeeded is not what it leaves now, where it has failed since or has yet to run.
    private static bool IsDone(MapRun map, ItemSlot slot)
    {
        if (slot.Outcome != TaskOutcome.Succeeded) return false;
        var session = map.Items.Sessions[slot.Session];
        return session.RunId == map.Items.Sessions[map.Session].RunId || session.Common.Hash == map.Plan.Common.Hash;
    }

    // A stamp that was taken right after the file was written cannot be trusted later. By now it can: then the file need not be read by every plan to come.
    private ItemGood Settled(MapRun map, ItemSlot slot, ItemGood good)
    {
        if (!good.Outputs.Any(output => output.Stamp.Racy)) return good;
        var now = new OutputState[good.Outputs.Count];
        for (var i = 0; i < now.Length; i++)
        {
            if (context.Outputs.ReadFresh(good.Outputs[i].Path) is not { } output || output.Hash != good.Outputs[i].Hash) return good;
            now[i] = output;
        }

        if (now.All(output => output.Stamp.Racy)) return good;
        var state = map.Items.Read(slot.Number);
        var settled = good with { Outputs = now };
        map.Items.Record(state with { Good = settled });
        return settled;
    }
}
