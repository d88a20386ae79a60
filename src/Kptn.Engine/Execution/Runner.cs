using System.Threading.Channels;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>
/// Runs a plan: each task as soon as what it depends on is done, the longest chain first. One loop owns all decisions; tries run beside it.
/// </summary>
internal sealed partial class Runner
{
    private readonly GraphContext _context;
    private readonly RunRequest _request;
    private readonly IStateWriter _state;
    private readonly TimeProvider _time;
    private readonly Action<RunEvent> _sink;
    private readonly Planner _planner;
    private readonly LocalExecutor _executor;
    private readonly OutputSettler _settler;
    private readonly Slots _slots;
    private readonly ReadyQueue _ready;
    private readonly Dictionary<string, Node> _nodes;
    private readonly Dictionary<string, TaskState> _states;
    private readonly Channel<Completion> _completions = Channel.CreateUnbounded<Completion>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _runId;
    private readonly string _runFolder;
    private readonly List<string> _failed = [];
    private readonly Queue<Node> _reached = new();
    private bool _reaching;
    private TimeSpan _saved;
    private int _active;
    private bool _stopping;
    private CancellationToken _stop;

    public Runner(GraphContext context, RunRequest request, IStateWriter state, ProcessRunner processes, TimeProvider time, string runId, string runFolder, Action<RunEvent> sink)
    {
        (_context, _request, _state, _time, _sink, _runId, _runFolder) = (context, request, state, time, sink, runId, runFolder);
        _planner = new Planner(context);
        _executor = new LocalExecutor(context, processes, runId);
        _settler = new OutputSettler(context.Code.Files, time);
        _slots = new Slots(context.Project.Settings, Jobs(request));
        _ready = new ReadyQueue(CriticalPath.Of(request.Plan));
        _states = new(state.Opened, StringComparer.Ordinal);
        _nodes = Link(request.Plan);
    }

    /// <summary>How many tasks a request lets run at once.</summary>
    public static int Jobs(RunRequest request) => request.Jobs ?? Environment.ProcessorCount;

    public async Task<RunSummary> RunAsync(CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _stop = stop.Token;
        try
        {
            foreach (var node in _nodes.Values)
            {
                if (node.Waiting == 0 && node.Status == NodeStatus.Pending) Reach(node);
            }

            await LoopAsync(stop).ConfigureAwait(false);
            await _state.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _executor.DisposeAsync().ConfigureAwait(false);
            await _settler.DisposeAsync().ConfigureAwait(false);
        }

        return Summarise(_time.GetElapsedTime(start), cancellation.IsCancellationRequested);
    }

    private async Task LoopAsync(CancellationTokenSource stop)
    {
        var failure = _state.Failure;
        while (true)
        {
            if (stop.IsCancellationRequested) _stopping = true;
            while (!_stopping && _ready.Take(_slots) is { } task) Start(task, stop.Token);
            if (_active == 0) break;
            var next = _completions.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            if (await Task.WhenAny(next, failure).ConfigureAwait(false) == failure)
            {
                _stopping = true;
                await stop.CancelAsync().ConfigureAwait(false);
                failure = new TaskCompletionSource<Exception>().Task;
            }

            while (_completions.Reader.TryRead(out var completion)) Complete(completion);
        }

        foreach (var node in _nodes.Values)
        {
            if (node.Status == NodeStatus.Pending) Settle(node, NodeStatus.NotStarted, Settlement.NotStarted);
        }
    }

    /// <summary>Decides on a task whose dependencies are all done.</summary>
    private void Reach(Node node)
    {
        if (Blocker(node) is { } cause)
        {
            node.Cause = cause;
            Settle(node, NodeStatus.Blocked, Settlement.Blocked);
            return;
        }

        var decision = node.Planned.Decision;
        if (decision.WaitsFor.Count > 0) decision = DecideNow(node);
        if (decision.Action == PlanAction.Fresh)
        {
            _saved += _states[node.Name].Good!.Duration;
            Settle(node, NodeStatus.Fresh, Settlement.Fresh);
            return;
        }

        _ready.Add(new ReadyTask(node.Planned.Task, decision, 1, null));
    }

    private Decision DecideNow(Node node)
    {
        var task = node.Planned.Task;
        var inputs = new List<Component>();
        foreach (var dependency in task.Task.Dependencies)
        {
            var isDone = _nodes.TryGetValue(dependency, out var before) && before.Status is NodeStatus.Fresh or NodeStatus.Succeeded;
            inputs.AddRange(_planner.Inputs(dependency, _states, isDone));
        }

        return _planner.Decide(task, _states.GetValueOrDefault(node.Name), Planner.Visible(task, inputs), [], _request.Forced.Contains(node.Name));
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

    private void Settle(Node node, NodeStatus status, Settlement how)
    {
        node.Status = status;
        _sink(new TaskSettled(_time.GetUtcNow(), node.Name, how, node.Cause));
        Release(node);
    }

    private void Release(Node node)
    {
        if (_stopping) return;
        foreach (var dependent in node.Dependents)
        {
            if (--dependent.Waiting == 0) _reached.Enqueue(dependent);
        }

        if (_reaching) return;
        _reaching = true;
        while (_reached.TryDequeue(out var next)) Reach(next);
        _reaching = false;
    }

    private RunSummary Summarise(TimeSpan elapsed, bool cancelled)
    {
        int Count(NodeStatus status) => _nodes.Values.Count(node => node.Status == status);
        return new RunSummary(
            _runId,
            Count(NodeStatus.Succeeded),
            Count(NodeStatus.Fresh),
            _failed,
            Count(NodeStatus.Blocked),
            Count(NodeStatus.Interrupted),
            Count(NodeStatus.NotStarted),
            _saved,
            elapsed,
            cancelled);
    }

    private static Dictionary<string, Node> Link(Plan plan)
    {
        var nodes = new Dictionary<string, Node>(plan.Tasks.Count, StringComparer.Ordinal);
        foreach (var (name, planned) in plan.Tasks)
        {
            var node = new Node(planned);
            foreach (var before in planned.Task.Task.Dependencies.Concat(planned.Task.Task.After))
            {
                if (!nodes.TryGetValue(before, out var earlier) || earlier.Dependents.Contains(node)) continue;
                earlier.Dependents.Add(node);
                node.Waiting++;
            }

            nodes.Add(name, node);
        }

        return nodes;
    }
}
