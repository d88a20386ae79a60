using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>Runs single tasks in sandboxes, with the machinery of ordinary runs; interpreters stay warm between them. Safe for many threads.</summary>
/// <param name="processes">Starts processes.</param>
/// <param name="folder">Folder for workers' files, absolute.</param>
/// <param name="time">The clock.</param>
public sealed class IsolatedTasks(ProcessRunner processes, string folder, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _session = Guid.NewGuid().ToString("N")[..12];
    private PythonWorker? _python;
    private int _number;

    /// <summary>Runs a task to its end. Failures are outcomes, not exceptions.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellation">Ends all that it started; the end is still returned.</param>
    public async Task<IsolatedEnd> RunAsync(IsolatedRequest request, CancellationToken cancellation)
    {
        var task = request.Context.Tasks[request.Task];
        var context = Relocation.Of(request.Context, task, request.Place, time);
        task = context.Tasks[request.Task];
        var runId = $"test-{_session}-{Interlocked.Increment(ref _number)}";
        var runFolder = new RunFolders(context.Project.KptnDir).Of(runId);
        Directory.CreateDirectory(runFolder);
        var states = Upstream(request, context);
        var store = new LocalStateStore(context.Project.KptnDir, time);
        await using var state = new IsolatedState(states, store, context.Key);
        var report = Path.Combine(runFolder, "missed.txt");
        var isolation = new TaskIsolation(() => Worker(context), new PythonWatch(request.Place.Top, request.Place.Box, report), Mover(request.Place));
        var decision = new Decision(PlanAction.Run, null, request.Components, [], [], false);
        var plan = new Plan(context.Graph.Name, context.Key, new Dictionary<string, PlannedTask> { [task.Name] = new(task, null, decision) });
        var events = new IsolatedEvents(context.Project.Root);
        var runner = new Runner(context, new RunRequest(plan) { Jobs = task.Mapping is null ? 1 : null }, state, processes, time, runId, runFolder, events.Add, isolation);
        await runner.RunAsync(cancellation).ConfigureAwait(false);
        return events.End(task.Name) with
        {
            Outputs = [.. (state.Good?.Outputs ?? []).Where(output => output.Path != task.Mapping?.RollUp)],
            Result = state.Good is { HasResult: true } good ? File.ReadAllBytes(context.Results.PathOf(good.ResultHash)) : default(ReadOnlyMemory<byte>?),
            Items = task.Mapping is null ? [] : Items(store, context, task, events),
            Missed = File.Exists(report) ? [.. File.ReadLines(report).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [],
            Notices = events.Notices,
        };
    }

    /// <summary>Ends the workers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_python is not null) await _python.DisposeAsync().ConfigureAwait(false);
    }

    private PythonWorker Worker(GraphContext context)
    {
        lock (_gate)
        {
            return _python ??= new PythonWorker(
                processes,
                context.Code.Interpreters.Python ?? throw new ProgramMissingException("python3"),
                folder,
                new TaskEnvironment(folder, "", (name, value) => name == "SCRATCH_DIR" ? null : value).Shared);
        }
    }

    private static Dictionary<string, TaskState> Upstream(IsolatedRequest request, GraphContext context)
    {
        var states = new Dictionary<string, TaskState>(StringComparer.Ordinal);
        foreach (var (name, result) in request.Results)
        {
            var hash = Hash256.Of(result.Span);
            var path = context.Results.PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, result.Span);
            var good = new GoodRun(new Fingerprint([], default), [], hash, result.Length, "", default, default, 0, default);
            states[name] = new TaskState(name, good, new LastTry(TaskOutcome.Succeeded, "", default, default));
        }

        return states;
    }

    // Where the shell stands, and where outputs would go; the rest may name programs, which are where they are.
    private static Func<string, string, string?> Mover(SandboxPlace place) => (name, value) => name switch
    {
        "SCRATCH_DIR" => null,
        "PWD" or "OLDPWD" or "INIT_CWD" => place.Of(value),
        "PYTHONPATH" => string.Join(Path.PathSeparator, value.Split(Path.PathSeparator).Select(place.Of)),
        _ => value,
    };

    private static List<IsolatedItem> Items(LocalStateStore store, GraphContext context, PreparedTask task, IsolatedEvents events)
    {
        var items = new List<IsolatedItem>();
        using var table = store.ReadItems(context.Key, task.Name);
        if (table is null) return items;
        foreach (var slot in table.All())
        {
            var item = table.Read(slot.Number);
            var (error, duration, log) = events.Item(item.Key);
            items.Add(new IsolatedItem(item.Key, item.Last.Outcome, error.Length > 0 ? error : item.Last.Error, duration, log, item.Good?.Outputs ?? [], Result(context, item.Good?.Result ?? default)));
        }

        return items;
    }

    private static ReadOnlyMemory<byte>? Result(GraphContext context, ItemResult result)
    {
        if (result.IsNone) return null;
        return result.Hash.IsNone ? result.Json : File.ReadAllBytes(context.Results.PathOf(result.Hash));
    }
}
