using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Restoring;
using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.DuckDb;

namespace Kptn.Engine.Execution;

/// <summary>
/// Runs a plan: each task as soon as what it depends on is done, the longest chain first. All decisions are made under one lock, by
/// the thread whose task has just ended; it goes on with the next task itself, so that nothing is handed over between two tasks.
/// </summary>
internal sealed partial class Runner
{
    private readonly Lock _gate = new();
    private readonly GraphContext _context;
    private readonly RunRequest _request;
    private readonly IStateWriter _state;
    private readonly TimeProvider _time;
    private readonly Action<RunEvent> _sink;
    private readonly Planner _planner;
    private readonly LocalExecutor _executor;
    private readonly OutputKeeper? _keeper;
    private readonly CodeWatch? _code;
    private readonly CheckpointWriter? _checkpoints;
    private readonly Slots _slots;
    private readonly ReadyQueue _ready;
    private readonly Dictionary<string, Node> _nodes;
    private readonly Dictionary<string, TaskState> _states;
    private readonly Queue<Node> _reached = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopWaiting = new();
    private readonly string _runId;
    private readonly string _runFolder;
    private readonly List<string> _failed = [];
    private readonly Dictionary<string, GoodRun> _partials = new(StringComparer.Ordinal);
    private readonly OutputCollector _outputs;
    private readonly ItemExecutor _items;
    private TimeSpan _saved;
    private int _active;
    private bool _stopping;

    public Runner(GraphContext context, RunRequest request, IStateWriter state, ProcessRunner processes, TimeProvider time, string runId, string runFolder, Action<RunEvent> sink, TaskIsolation? isolation = null)
    {
        (_context, _request, _state, _time, _sink, _runId, _runFolder) = (context, request, state, time, sink, runId, runFolder);
        _planner = new Planner(context);
        _executor = new LocalExecutor(context, processes, runId, runFolder, isolation);
        _outputs = new OutputCollector(context, runFolder);
        _items = new ItemExecutor(context, _outputs, runFolder, runId);
        if (isolation is null)
        {
            _keeper = new OutputKeeper(context, time, (task, message) => sink(new RunNotice(time.GetUtcNow(), task, message)), _stop.Token);
            _code = new CodeWatch(context, request.Plan, time);
            if (context is { Known: not null, Artifacts: not null }) (_restores, _restorer) = (new RestoreFinder(context), new TaskRestorer(context));
            if (context.Items.Subset is null) _checkpoints = new CheckpointWriter(context, time);
        }

        _slots = new Slots(context.Project.Settings, Jobs(request), DatabaseUsers.Of(context));
        _ready = new ReadyQueue(CriticalPath.Of(request.Plan));
        _states = new(request.States ?? state.Opened, StringComparer.Ordinal);
        _nodes = NodeLinks.Of(request.Plan);
    }

    /// <summary>How many tasks a request lets run at once.</summary>
    public static int Jobs(RunRequest request) => request.Jobs ?? Environment.ProcessorCount;

    public async Task<RunSummary> RunAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        await using var cancelled = cancellation.UnsafeRegister(_ => Stop(), null).ConfigureAwait(false);
        _ = _state.Failure.ContinueWith(_ => Stop(), TaskScheduler.Default);
        try
        {
            Begin();
            await _ended.Task.ConfigureAwait(false);
            FoldState();
            SettleTables();
            await _state.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await _executor.DisposeAsync().ConfigureAwait(false);
            if (_keeper is not null) await _keeper.DisposeAsync().ConfigureAwait(false);
        }

        return Summarise(_time.GetElapsedTime(start), cancellation.IsCancellationRequested);
    }

    // While no task has the database: state that is kept in it goes there.
    private void FoldState()
    {
        if (BranchedStateWriter.OwnOf(_state) is not DuckStateWriter state) return;
        using var turn = _context.Turns.Take(CancellationToken.None);
        if (state.Fold() is { Length: > 0 } problem) _sink(new RunNotice(_time.GetUtcNow(), "", $"state is in the journal and not in the database yet: {problem}"));
    }

    // Each write to a database makes it uncertain what its other tables hold, so they are looked at once more when all is over.
    private void SettleTables()
    {
        if (_stop.IsCancellationRequested) return;
        _context.Outputs.Tables?.Settle([.. _states.Values.SelectMany(state => state.Good?.Outputs ?? []).Select(output => output.Path).Where(TableUrl.Is).Distinct(StringComparer.Ordinal)]);
    }

    private void Begin()
    {
        List<ReadyTask> starts;
        lock (_gate)
        {
            foreach (var root in _nodes.Values.Where(node => node.Waiting == 0).ToList()) _reached.Enqueue(root);
            starts = Advance();
        }

        Launch(starts);
    }

    /// <summary>Starts nothing more, and ends what runs.</summary>
    private void Stop()
    {
        List<ReadyTask> starts;
        lock (_gate)
        {
            _stopping = true;
            starts = Advance();
        }

        _stop.Cancel();
        _stopWaiting.Cancel();

        // Mapped tasks of which nothing ran at this moment come to their end now.
        Launch(starts);
    }

    /// <summary>Goes on as far as it can: settles what need not run, takes what may start; ends the run when nothing is left. Under the lock.</summary>
    private List<ReadyTask> Advance()
    {
        var starts = new List<ReadyTask>();
        while (_reached.TryDequeue(out var node)) Reach(node);
        while (!_stopping && _ready.Take(_slots) is { } task)
        {
            if (task.Map is { } map)
            {
                if (map.Fault is null && map.Queue.CanTake) starts.Add(TakeBundle(task));
                else PassOver(map);
                continue;
            }

            _active++;
            task.Node.Status = NodeStatus.Running;
            starts.Add(task);
        }

        EndMaps(starts);
        if (_active == 0 && !_ended.Task.IsCompleted)
        {
            foreach (var node in _nodes.Values)
            {
                if (node.Status == NodeStatus.Pending) Settle(node, NodeStatus.NotStarted, Settlement.NotStarted);
            }

            _ended.TrySetResult();
        }

        return starts;
    }

    /// <summary>A task whose dependencies are all done.</summary>
    private void Reach(Node node)
    {
        if (_stopping) return;
        if (Blocker(node) is { } cause)
        {
            node.Cause = cause;
            Settle(node, NodeStatus.Blocked, Settlement.Blocked);
        }
        else if (node.Planned.Decision is { Action: PlanAction.Fresh, Assumes.Count: 0 })
        {
            SettleFresh(node);
        }
        else
        {
            _ready.Add(new ReadyTask(node, node.Planned.Decision is { WaitsFor.Count: 0, Assumes.Count: 0 } decision ? decision : null));
        }
    }

    private string? Blocker(Node node)
    {
        var task = node.Planned.Task.Task;
        foreach (var name in task.Dependencies.Concat(task.After))
        {
            if (_nodes.TryGetValue(name, out var before) && before.Blocks) return before.Status == NodeStatus.Blocked ? before.Cause : name;
        }

        return null;
    }

    private void SettleFresh(Node node)
    {
        _saved += _states.GetValueOrDefault(node.Name)?.Good?.Duration ?? TimeSpan.Zero;
        node.IsPartial = _states.GetValueOrDefault(node.Name) is not { Last.Outcome: TaskOutcome.Succeeded };
        Settle(node, NodeStatus.Fresh, Settlement.Fresh);
    }

    private void Settle(Node node, NodeStatus status, Settlement how, string? cause = null)
    {
        node.Status = status;
        _sink(new TaskSettled(_time.GetUtcNow(), node.Name, how, cause ?? node.Cause));
        Release(node);
    }

    private void Release(Node node)
    {
        foreach (var dependent in node.Dependents)
        {
            if (--dependent.Waiting == 0) _reached.Enqueue(dependent);
        }
    }

    private RunSummary Summarise(TimeSpan elapsed, bool cancelled)
    {
        int Count(NodeStatus status) => _nodes.Values.Count(node => node.Status == status);
        return new RunSummary(
            _runId,
            _nodes.Values.Count(node => node is { Status: NodeStatus.Succeeded, IsRestored: false }),
            Count(NodeStatus.Fresh),
            _failed,
            Count(NodeStatus.Blocked),
            Count(NodeStatus.Interrupted),
            Count(NodeStatus.NotStarted),
            _saved,
            elapsed,
            cancelled)
        { Restored = _nodes.Values.Count(node => node.IsRestored) };
    }
}
