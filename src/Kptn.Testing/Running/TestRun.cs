using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Projects;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Running;

/// <summary>Tests of one graph, or of every graph of a project, one graph after the other.</summary>
public sealed class TestRun : IAsyncDisposable
{
    private readonly IReadOnlyList<TestSession> _sessions;

    private TestRun(IReadOnlyList<TestSession> sessions) => _sessions = sessions;

    /// <summary>How many tests there are.</summary>
    public int Count => _sessions.Sum(session => session.Cases.Count);

    /// <summary>The folder of kptn.yaml, absolute.</summary>
    public string Root => _sessions[0].Root;

    /// <summary>Starts the processes of tests.</summary>
    public ProcessRunner Processes => _sessions[0].Processes;

    /// <summary>Makes a project ready to be tested: the graph that is asked for, else each in which the selection chooses something.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The run; <see langword="null"/> where a finding is an error.</returns>
    public static async Task<(TestRun? Run, IReadOnlyList<Finding> Findings)> OpenAsync(TestRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new List<Finding>();
        var benches = TestBench.OpenAll(request.Folder, request.Project, findings);
        if (benches.Count == 0) return (null, findings);
        if (request.Graph is not null || benches.Count == 1)
        {
            if (TestBench.Choose(benches, request.Graph, findings) is not { } only) return (null, findings);
            benches = [only];
        }

        var chosen = TestCases.Choose(benches, request, findings);
        if (findings.Exists(finding => finding.Severity == Severity.Error)) return (null, findings);
        var sessions = new List<TestSession>();
        foreach (var bench in benches.Where(bench => request.IsWhole || chosen.Count == 0 || chosen.Any(task => task.Graph == bench.Graph.Name)))
        {
            var (session, found) = await TestSession.OpenAsync(bench, request, chosen, [], cancellation).ConfigureAwait(false);
            findings.AddRange(found);
            if (session is null) return await RefuseAsync(sessions, findings).ConfigureAwait(false);
            sessions.Add(session);
        }

        return (new TestRun(sessions), [.. findings.Distinct()]);
    }

    /// <summary>Runs every test.</summary>
    /// <param name="each">Gets each outcome as it comes, one at a time; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends what runs; what did not run is not in the report.</param>
    public async Task<TestReport> RunAllAsync(Action<TestOutcome>? each, CancellationToken cancellation)
    {
        var reports = new List<TestReport>();
        foreach (var session in _sessions) reports.Add(await session.RunAllAsync(each, cancellation).ConfigureAwait(false));
        if (reports.Count == 1) return reports[0];

        // Each session finds the snapshots of graphs that are gone.
        var orphans = new HashSet<string>(StringComparer.Ordinal);
        return reports[0] with
        {
            Title = Path.GetFileName(Root),
            Duration = reports.Aggregate(TimeSpan.Zero, (sum, report) => sum + report.Duration),
            Outcomes = [.. reports.SelectMany(report => report.Outcomes).Where(outcome => outcome.Status != TestStatus.Orphaned || orphans.Add(outcome.Name))],
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(TestRun? Run, IReadOnlyList<Finding> Findings)> RefuseAsync(IReadOnlyList<TestSession> sessions, IReadOnlyList<Finding> findings)
    {
        await new TestRun(sessions).DisposeAsync().ConfigureAwait(false);
        return (null, findings);
    }
}
