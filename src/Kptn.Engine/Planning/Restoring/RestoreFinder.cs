using Kptn.Engine.Artifacts.Known;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Restoring;

/// <summary>
/// Decides whether a task that is out of date need not run, since what it would make is known: its own last good run had the same fingerprint, or somebody
/// else's run did. Only for tasks of which all that they do is known: outputs that are files, a result, and no database.
/// </summary>
/// <param name="context">The graph.</param>
public sealed class RestoreFinder(GraphContext context)
{
    private readonly ResetMarks _resets = new(context.Project.KptnDir, context.Key);

    /// <summary>Whether it is worth looking: the decision is to run, for a reason that a known run makes up for.</summary>
    /// <param name="task">The task.</param>
    /// <param name="decision">What was decided on it.</param>
    public bool IsCandidate(PreparedTask task, Decision decision) =>
        context is { Restores: true, Known: not null, Artifacts: not null } && decision is { Action: PlanAction.Run, WaitsFor.Count: 0, Reason: { } reason } && IsMadeUpFor(reason.Kind) && IsRestorable(task);

    /// <summary>Whether all that a task does is known by what it makes.</summary>
    /// <param name="task">The task.</param>
    public bool IsRestorable(PreparedTask task)
    {
        var definition = task.Task.Definition;
        var makesSomething = task.Outputs.Count > 0 || definition.CacheResult || task.Mapping is { Outputs.Count: > 0 };
        return makesSomething && !definition.Outputs.Any(output => TableUrl.Is(output.Text)) && !DatabaseUsers.IsOne(context.Database, task);
    }

    /// <summary>Looks for the run that makes up for one.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="decision">What was decided on it; one for which <see cref="IsCandidate"/> holds.</param>
    /// <returns>What to put back; <see langword="null"/> where the task has to run.</returns>
    public KnownGood? Find(PreparedTask task, TaskState? state, Decision decision)
    {
        var fingerprint = Fingerprint.HashOf(decision.Components);
        if (!IsUnsure(decision) && state?.Good is { } own && own.Fingerprint.Hash == fingerprint && IsKept(task, own)) return new KnownGood(own, null);
        if (Known(task, fingerprint) is not { } run || !IsOf(task, run.Outputs) || run.ResultHash.IsNone == task.Task.Definition.CacheResult || !IsNewer(run, state, decision) || _resets.WasResetSince(task.Name, run.EndedAt)) return null;
        var good = GoodOf(run, decision.Components);
        return IsKept(task, good) ? new KnownGood(good, run.StorageKey) : null;
    }

    // Whatever made the last try fail may be over: but then a success since is what counts, not one from before.
    private static bool IsMadeUpFor(ReasonKind reason) => reason is not (ReasonKind.Forced or ReasonKind.Incomplete);

    private static bool IsUnsure(Decision decision) => decision.Reason!.Kind is ReasonKind.PreviousRunFailed or ReasonKind.Interrupted;

    private static bool IsNewer(KnownRun run, TaskState? state, Decision decision) =>
        !IsUnsure(decision) || state?.Last is not { } last || run.EndedAt > last.StartedAt;

    private KnownRun? Known(PreparedTask task, Hash256 fingerprint) => context.Known!.FindAsync(task.Name, fingerprint, CancellationToken.None).GetAwaiter().GetResult();

    // A place that is shared is asked when it comes to it: here it would be asked for each of many outputs.
    private bool IsKept(PreparedTask task, GoodRun good)
    {
        if (context.Known!.IsShared) return true;
        var files = good.Outputs.Where(output => output.Path != task.Mapping?.RollUp);
        return files.All(output => context.Artifacts!.Has(output.Hash)) && (!good.HasResult || context.Artifacts!.Has(good.ResultHash));
    }

    // An entry in a place that others write to must not make kptn write anywhere but where the task itself would.
    private static bool IsOf(PreparedTask task, IReadOnlyList<KnownOutput> outputs)
    {
        var expected = task.Outputs.Select(Plain).ToHashSet(StringComparer.Ordinal);
        if (task.Mapping is { Outputs.Count: > 0 } mapping) expected.Add(Plain(mapping.RollUp));
        return expected.SetEquals(outputs.Select(output => Plain(output.Path)));
    }

    private static string Plain(string path) => path.TrimEnd('/');

    private static GoodRun GoodOf(KnownRun run, IReadOnlyList<Component> components) => new(
        new Fingerprint(components, run.Fingerprint),
        [.. run.Outputs.Select(output => new OutputState(output.Path, output.Hash, output.Size, default))],
        run.ResultHash,
        run.ResultSize,
        run.RunId,
        run.StartedAt,
        run.EndedAt,
        run.PeakMemory,
        run.CpuTime);
}
