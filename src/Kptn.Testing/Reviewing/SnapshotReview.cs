using Kptn.Engine.Graphs;
using Kptn.Engine.Projects;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;
using Kptn.Testing.Sandboxes;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>What tests of a project received and nobody has approved yet. Runs nothing, and reads no code. For one thread.</summary>
public sealed class SnapshotReview : IDisposable
{
    private const string NoStale = "what was received is not told by what is out of date";
    private const string InsteadOfStale = "names, globs, tags, files or state:failed";
    private readonly ReviewRequest _request;
    private readonly IReadOnlyList<TestBench> _benches;
    private readonly WaitingFinder _finder;
    private readonly SandboxFolder _folder = SandboxFolder.Create();
    private Dictionary<string, PendingOutcomes> _outcomes = [];

    private SnapshotReview(ReviewRequest request, IReadOnlyList<TestBench> benches, IReadOnlySet<(string Graph, string Task)> chosen)
    {
        (_request, _benches, _finder) = (request, benches, new WaitingFinder(request, benches, chosen));
        Refresh();
    }

    /// <summary>The folder of kptn.yaml, absolute.</summary>
    public string Root => _benches[0].Project.Root;

    /// <summary>The folder of snapshots, absolute.</summary>
    public string SnapshotsFolder => SnapshotSettings.Of(_benches[0].Project).Folder;

    /// <summary>Approves and rejects.</summary>
    public SnapshotStore Store => _benches[0].Snapshots;

    /// <summary>What awaits approval of what was asked for, in the order of graphs and tasks.</summary>
    public IReadOnlyList<WaitingSnapshot> Waiting { get; private set; } = [];

    /// <summary>What was received of tasks that are gone, and can only be pruned.</summary>
    public IReadOnlyList<PendingSnapshot> Strays { get; private set; } = [];

    /// <summary>Finds what awaits approval.</summary>
    /// <param name="request">What is to be looked at.</param>
    /// <returns>The review; <see langword="null"/> where a finding is an error.</returns>
    /// <exception cref="IOException">A file could not be read.</exception>
    public static (SnapshotReview? Review, IReadOnlyList<Finding> Findings) Open(ReviewRequest request)
    {
        var findings = new List<Finding>();
        var benches = TestBench.OpenAll(request.Folder, request.Project, findings);
        if (request.Graph is { } name && benches.Count > 0) benches = TestBench.Choose(benches, name, findings) is { } bench ? [bench] : [];
        if (benches.Count == 0) return (null, findings);
        var chosen = new TaskChoice(benches, (NoStale, InsteadOfStale)).Of(request.Selection, request.Items, findings);
        return findings.Any(finding => finding.Severity == Severity.Error) ? (null, findings) : (new SnapshotReview(request, benches, chosen), findings);
    }

    /// <summary>Looks again.</summary>
    /// <exception cref="IOException">A file could not be read.</exception>
    public void Refresh()
    {
        (Waiting, Strays) = _finder.Find();
        var comparer = new PendingComparer(Root, Store, _folder);
        _outcomes = _benches.ToDictionary(bench => bench.Graph.Name, bench => new PendingOutcomes(bench.Project, bench.Graph, Store, comparer));
    }

    /// <summary>What awaits approval as a report of tests; manifests that moved alone are not in it.</summary>
    /// <param name="cancellation">Ends it.</param>
    public TestReport Report(CancellationToken cancellation = default)
    {
        var (startedAt, start) = (_benches[0].Time.GetUtcNow(), _benches[0].Time.GetTimestamp());
        var outcomes = Waiting.Where(waiting => !waiting.IsManifestOnly).Select(waiting => OutcomeOf(waiting, cancellation)).ToList();
        return new TestReport
        {
            Title = Path.GetFileName(Root) + (_benches.Count == 1 ? $" · {_benches[0].Graph.Name}" : ""),
            Command = _request.Command,
            StartedAt = startedAt,
            Duration = _benches[0].Time.GetElapsedTime(start),
            Outcomes = outcomes,
        };
    }

    /// <summary>A snapshot with what differs.</summary>
    public TestOutcome OutcomeOf(WaitingSnapshot waiting, CancellationToken cancellation = default) => _outcomes[waiting.Key.Graph].Of(waiting, cancellation);

    /// <summary>A snapshot with why it differs, without its outputs.</summary>
    public TestOutcome HeadOf(WaitingSnapshot waiting) => _outcomes[waiting.Key.Graph].Bare(waiting);

    /// <summary>One output beside the approved one.</summary>
    /// <param name="waiting">What it is of.</param>
    /// <param name="output">The output.</param>
    /// <param name="limits">How much of it; <see langword="null"/> for some samples.</param>
    /// <param name="cancellation">Ends it.</param>
    public ReviewedOutput Compare(WaitingSnapshot waiting, PendingOutput output, SampleLimits? limits = null, CancellationToken cancellation = default) =>
        _outcomes[waiting.Key.Graph].Compare(waiting, output, limits, cancellation);

    /// <summary>An empty file with the ending of an output, to stand for what is not there where a tool wants two files.</summary>
    /// <param name="output">The output.</param>
    public string EmptyFile(PendingOutput output)
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder.Next()).FullName, "empty" + Path.GetExtension(NameOf(output)));
        File.WriteAllBytes(path, []);
        return path;
    }

    /// <summary>An output as people know it: results have a name of their own.</summary>
    public static string NameOf(PendingOutput output) => ResultNames.Shown(output.Path);

    /// <summary>The command line that approves a task with all its items.</summary>
    /// <param name="key">The task.</param>
    public string CommandOf(SnapshotKey key) => ApproveWords.Of(_benches[0].Project.Graphs.Count > 1 ? key.Graph : null, key.Task, [], null);

    /// <summary>Tasks that depend on a task, directly or through others, in the graph's order.</summary>
    /// <param name="key">The task.</param>
    public IReadOnlyList<string> Downstream(SnapshotKey key)
    {
        var graph = _benches.First(bench => bench.Graph.Name == key.Graph).Graph;
        var all = Lineage.Descendants(graph, [key.Task]);
        return [.. graph.Tasks.Keys.Where(all.Contains)];
    }

    /// <summary>Snapshots that belong to nothing that exists, of the graphs that were asked for and of graphs that are gone.</summary>
    public IReadOnlyList<ReviewedOrphan> Orphans() => new OrphanSearch(_benches).Find();

    /// <summary>Removes copies that were made.</summary>
    public void Dispose() => _folder.Dispose();
}
