using Kptn.Engine.Artifacts.Shared.Uploading;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>A run from its lock to its last durable record.</summary>
/// <param name="context">The graph.</param>
/// <param name="processes">Starts processes.</param>
/// <param name="time">The clock.</param>
public sealed class PipelineRun(GraphContext context, ProcessRunner processes, TimeProvider time)
{
    /// <summary>Runs what a request asks for.</summary>
    /// <param name="request">What to run; its plan was made against <see cref="IStateWriter.Opened"/> of <paramref name="state"/>.</param>
    /// <param name="state">The state, open for writing.</param>
    /// <param name="sink">Gets every event in order.</param>
    /// <param name="cancellation">Stops handing out work and ends what runs.</param>
    /// <exception cref="IOException">State could not be written; what ran since is not recorded.</exception>
    public async Task<RunSummary> RunAsync(RunRequest request, IStateWriter state, Action<RunEvent> sink, CancellationToken cancellation)
    {
        KptnFolder.Create(context.Project.KptnDir);
        var folders = new RunFolders(context.Project.KptnDir);
        folders.Prune();
        var runId = RunFolders.NewId(time.GetUtcNow());
        var folder = folders.Of(runId);
        await using var log = new RunLog(folder);
        IOException? unseen = null;
        var emitting = new Lock();
        void Emit(RunEvent runEvent)
        {
            log.Add(runEvent);
            try
            {
                lock (emitting)
                {
                    if (unseen is null) sink(runEvent);
                }
            }
            catch (IOException e)
            {
                // A run whose output nobody takes any more goes on.
                unseen = e;
            }
        }

        var tasks = request.Plan.Tasks.Values;
        Emit(new RunStarted(
            time.GetUtcNow(),
            runId,
            context.Graph.Name,
            context.Key.StorageKey,
            context.Key.Namespace,
            tasks.Count(),
            tasks.Count(task => task.Decision.Action == PlanAction.Run),
            tasks.Count(task => task.Decision.Action == PlanAction.MayRun),
            Runner.Jobs(request))
        { ToRestore = tasks.Count(task => task.Decision.Action == PlanAction.Restore) });
        foreach (var notice in request.Notices) Emit(new RunNotice(time.GetUtcNow(), "", notice));
        EndLeftovers(state, Emit);
        var runner = new Runner(context, request, state, processes, time, runId, folder, Emit);
        context.Uploads?.Start();
        var summary = await runner.RunAsync(cancellation).ConfigureAwait(false);
        var notShared = await UploadEnd.AwaitAsync(context.Results.Store.Shared, notice => Emit(new RunNotice(time.GetUtcNow(), "", notice)), cancellation).ConfigureAwait(false);
        summary = summary with { NotShared = notShared, IsCancelled = summary.IsCancelled || (notShared > 0 && cancellation.IsCancellationRequested) };
        if (context.Known is { } known)
        {
            await known.FinishAsync().ConfigureAwait(false);
            if (known.Problem is { } unasked) Emit(new RunNotice(time.GetUtcNow(), "", $"what others have run was not known, so some of it may have run again: {unasked}"));
        }

        if (log.Failure is { } failure) Emit(new RunNotice(time.GetUtcNow(), "", $"the log of the run is not whole: {failure.Message}"));
        Emit(new RunEnded(time.GetUtcNow(), summary));
        context.SaveCaches();
        return summary;
    }

    private void EndLeftovers(IStateWriter state, Action<RunEvent> emit)
    {
        var dead = state.Opened.Values.Where(task => task.Last?.Outcome == TaskOutcome.Started).GroupBy(task => task.Last!.RunId);
        foreach (var run in dead)
        {
            var left = ProcessTree.WithEnvironment("KPTN_RUN_ID", run.Key);
            if (left.Count == 0) continue;
            ProcessTree.End(() => ProcessTree.WithEnvironment("KPTN_RUN_ID", run.Key), TimeSpan.Zero);
            emit(new RunNotice(time.GetUtcNow(), "", $"run {run.Key} was killed and had left {left.Count} process(es) running ({string.Join(", ", run.Select(task => task.Task))}); they were ended"));
        }
    }
}
