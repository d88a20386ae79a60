using System.Collections.Concurrent;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Reviewing;
using Kptn.Testing.Sandboxes;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Tests of a graph's tasks: each runs alone in a sandbox on what was approved of the tasks before it, and what it makes is held against what was approved of it. Safe for many threads.</summary>
public sealed partial class TestSession : IAsyncDisposable
{
    private readonly TestBench _bench;
    private readonly TestRequest _request;
    private readonly GraphContext _context;
    private readonly IsolatedTasks _isolated;
    private readonly SandboxFolder _folder;
    private readonly CaseRunner _runner;
    private readonly Upstream _upstream;
    private readonly TestSlots _slots;
    private readonly HashSet<string> _tested;
    private readonly HashSet<string> _needed;
    private readonly ConcurrentDictionary<(string Task, string? Item, Func<CompareSettings, CompareSettings>? Adjust), Lazy<Task<CaseResult>>> _results = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<CaseResult>>> _received = new(StringComparer.Ordinal);

    private TestSession(TestBench bench, TestRequest request, GraphContext context, IReadOnlyList<TestCase> cases, IReadOnlyDictionary<string, TaskState> states)
    {
        (_bench, _request, _context, Cases) = (bench, request, context, cases);
        _folder = SandboxFolder.Create();
        _isolated = new IsolatedTasks(bench.Processes, Path.Combine(_folder.Path, "worker"), bench.Time);
        _upstream = new Upstream(bench, context, request.Upstream, states);
        _slots = new TestSlots(bench.Project.Settings, request.Jobs ?? Environment.ProcessorCount);
        _tested = cases.Where(test => test.Skip is null).Select(test => test.Task).ToHashSet(StringComparer.Ordinal);
        _needed = _tested.SelectMany(task => context.Tasks[task].Task.Dependencies).Where(task => !_upstream.IsApproved(task)).ToHashSet(StringComparer.Ordinal);
        _runner = new CaseRunner(bench, request, context, new SandboxRunner(context, _isolated, _folder), _needed.Contains);
    }

    /// <summary>The tests, in the graph's order.</summary>
    public IReadOnlyList<TestCase> Cases { get; }

    /// <summary>The folder of kptn.yaml, absolute.</summary>
    public string Root => _bench.Project.Root;

    /// <summary>The folder of a test's snapshot, absolute.</summary>
    /// <param name="test">The test.</param>
    public string FolderOf(TestCase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return _bench.Snapshots.FolderOf(new SnapshotKey(test.Graph, test.Task, test.Item));
    }

    /// <summary>Starts the processes of tests.</summary>
    public ProcessRunner Processes => _bench.Processes;

    /// <summary>Finds the tests that are asked for; runs nothing, and reads no code.</summary>
    /// <param name="request">What is asked for.</param>
    /// <returns>The tests; none where a finding is an error.</returns>
    public static (IReadOnlyList<TestCase> Cases, IReadOnlyList<Finding> Findings) Find(TestRequest request)
    {
        var findings = new List<Finding>();
        var bench = TestBench.Open(request, findings);
        var cases = bench is null ? [] : new TestCases(bench, request).Find(TestCases.Choose([bench], request, findings), findings);
        return (findings.Any(IsError) ? [] : cases, findings);
    }

    /// <summary>Reads a project and makes it ready to be tested.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The session; <see langword="null"/> where a finding is an error.</returns>
    public static async Task<(TestSession? Session, IReadOnlyList<Finding> Findings)> OpenAsync(TestRequest request, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (TestBench.Open(request, findings) is not { } bench) return (null, findings);
        return await OpenAsync(bench, request, TestCases.Choose([bench], request, findings), findings, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a graph ready to be tested.</summary>
    /// <param name="bench">The graph.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="chosen">The tasks that were chosen.</param>
    /// <param name="findings">What was found before.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<(TestSession? Session, IReadOnlyList<Finding> Findings)> OpenAsync(TestBench bench, TestRequest request, IReadOnlySet<(string Graph, string Task)> chosen, List<Finding> findings, CancellationToken cancellation)
    {
        var cases = new TestCases(bench, request).Find(chosen, findings);
        if (findings.Any(IsError)) return (null, findings);
        var (context, more) = await bench.PrepareAsync(cancellation).ConfigureAwait(false);
        findings.AddRange(more);
        context.SaveCaches();
        if (findings.Any(IsError)) return (null, findings);
        bench.Snapshots.SweepUnfinished();
        var states = await bench.Store.ReadAsync(bench.Key, cancellation).ConfigureAwait(false);
        return (new TestSession(bench, request, context, cases, states), findings);
    }

    /// <summary>Runs a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="adjust">Changes how outputs are compared; <see langword="null"/> to leave it as kptn.yaml says. A test runs once for each that it is given.</param>
    /// <param name="cancellation">Ends what runs.</param>
    /// <returns>Its outcome, or one for each item.</returns>
    public async Task<IReadOnlyList<TestOutcome>> RunAsync(TestCase test, Func<CompareSettings, CompareSettings>? adjust, CancellationToken cancellation) =>
        (await ResultAsync(test, adjust, cancellation).ConfigureAwait(false)).Outcomes;

    /// <summary>Runs every test.</summary>
    /// <param name="each">Gets each outcome as it comes, one at a time; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends what runs; what did not run is not in the report.</param>
    public async Task<TestReport> RunAllAsync(Action<TestOutcome>? each, CancellationToken cancellation)
    {
        var (startedAt, start) = (_bench.Time.GetUtcNow(), _bench.Time.GetTimestamp());
        var telling = new Lock();
        var running = Cases.Select(test => Task.Run(() => OneAsync(test), CancellationToken.None)).ToList();
        var outcomes = (await Task.WhenAll(running).ConfigureAwait(false)).SelectMany(found => found).ToList();
        if (_request.IsWhole && !cancellation.IsCancellationRequested) outcomes.AddRange(OrphanSearch.OutcomesOf(_bench));
        return new TestReport
        {
            Title = $"{Path.GetFileName(Root)} · {_bench.Graph.Name}",
            Command = _request.Command,
            StartedAt = startedAt,
            Duration = _bench.Time.GetElapsedTime(start),
            Outcomes = outcomes,
        };

        async Task<IReadOnlyList<TestOutcome>> OneAsync(TestCase test)
        {
            try
            {
                var found = await RunAsync(test, null, cancellation).ConfigureAwait(false);
                lock (telling)
                {
                    foreach (var outcome in found) each?.Invoke(outcome);
                }

                return found;
            }
            catch (OperationCanceledException)
            {
                return [];
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _isolated.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
        _context.SaveCaches();
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;
}
