using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Runs Python tasks, and items of mapped ones, in forks of one warm worker.</summary>
internal sealed class PythonTasks : IAsyncDisposable
{
    private readonly PythonCalls _calls;
    private readonly Lazy<PythonWorker> _worker;

    private readonly bool _isShared;

    public PythonTasks(GraphContext context, ProcessRunner processes, TaskEnvironment environment, string runId, TaskIsolation? isolation = null)
    {
        _isShared = isolation is not null;
        _calls = new PythonCalls(context, runId)
        {
            Watch = isolation?.Watch,

            // A worker that others use too has the environment of whoever started it.
            Environment = isolation is null ? [] : [.. environment.Folders],
        };
        _worker = isolation is not null ? new(isolation.Python) : new(() => new PythonWorker(
            processes,
            context.Code.Interpreters.Python ?? throw new ProgramMissingException("python3"),
            Path.Combine(context.Project.KptnDir, "cache"),
            environment.Shared));
    }

    public async Task<AttemptResult> RunAsync(Attempt attempt, TaskFiles files, CancellationToken cancellation)
    {
        var outcome = await _worker.Value.CallAsync(_calls.Of(attempt, files), cancellation).ConfigureAwait(false);
        var result = ExitResults.Of(outcome.Exit, attempt.Timeout, cancellation.IsCancellationRequested);
        if (outcome.Succeeded) return result with { Outcome = TaskOutcome.Succeeded, Error = "" };
        if (result.Outcome == TaskOutcome.Interrupted || outcome.Exit.TimedOut || outcome.Error is null) return result;
        return result with { Outcome = TaskOutcome.Failed, Error = _calls.Describe(outcome.Error) };
    }

    /// <summary>A worker for items of a mapped task. Its process starts with its first bundle.</summary>
    /// <param name="task">The task.</param>
    /// <param name="results">Good runs of the dependencies whose results it gets, by name.</param>
    /// <param name="files">Files of the task; its log gets what is written while no item runs.</param>
    /// <param name="timeout">Limit of each item, and of what comes before the first.</param>
    /// <exception cref="ProgramMissingException">There is no Python.</exception>
    public IItemWorker Open(PreparedTask task, IReadOnlyDictionary<string, GoodRun> results, TaskFiles files, TimeSpan? timeout) =>
        new PythonItems(_worker.Value, _calls.OfItems(task, results, files, timeout), _calls.Describe);

    public ValueTask DisposeAsync() => _worker.IsValueCreated && !_isShared ? _worker.Value.DisposeAsync() : ValueTask.CompletedTask;
}
