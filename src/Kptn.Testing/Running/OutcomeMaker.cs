using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Graphs;
using Kptn.Engine.Mapping;
using Kptn.Testing.Rendering;
using Kptn.Testing.Reviewing;
using Kptn.Testing.Sandboxes;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Puts outcomes together.</summary>
/// <param name="bench">The project.</param>
/// <param name="request">What is asked for.</param>
internal sealed class OutcomeMaker(TestBench bench, TestRequest request)
{
    private const int TailLines = 12;

    /// <summary>A test that did not run.</summary>
    public TestOutcome Skipped(TestCase test, string reason) => Of(test, TestStatus.Skipped) with { Reason = reason };

    /// <summary>A test whose task failed.</summary>
    public TestOutcome Failed(TestCase test, IReadOnlyList<GivenTask> given, TestFailure failure, TimeSpan duration) =>
        Of(test, TestStatus.Failed, given) with { Failure = failure, Duration = duration };

    /// <summary>A test whose task is not the same each time.</summary>
    public TestOutcome Unsteady(TestCase test, TestOutcome outcome, TestFailure failure, IReadOnlyList<TestedOutput> outputs) =>
        outcome with { Status = TestStatus.Failed, Failure = failure, Outputs = outputs, ApproveCommand = "", Upstream = Upstream(test) };

    /// <summary>An item that failed.</summary>
    public TestOutcome OfItem(TestCase test, IReadOnlyList<GivenTask> given, IsolatedItem made, SandboxRun run)
    {
        var log = KeepLog(test, made.LogPath);
        return Failed(test, given, new TestFailure(WithoutBox(run, run.Missed.Length > 0 ? $"{run.Missed}\n{made.Error}" : made.Error), Tail(run, made.LogPath), log), made.Duration);
    }

    /// <summary>A test whose task was held against what was approved.</summary>
    public TestOutcome Judged(TestCase test, IReadOnlyList<GivenTask> given, Judgement judgement, ApprovedSnapshot? approved, MadeUnit unit, TimeSpan duration, SandboxRun run)
    {
        IReadOnlyList<string> causes = approved is null || judgement.Status == TestStatus.Same ? [] : Causes.Of(approved.Manifest, unit.Components);
        var isUncaused = judgement.Status == TestStatus.Changed && causes.Count == 0 && approved?.Manifest.Components.Count > 0;
        return Of(test, judgement.Status, given) with
        {
            Outputs = [.. judgement.Outputs.Select(Kept)],
            Duration = duration,
            Reason = judgement.Status == TestStatus.New ? "nothing was approved yet" : Reason(given) is { Length: > 0 } others ? others : isUncaused ? Uncaused(test) : "",
            Causes = causes,
            IsUpstreamApproved = given.Count == 0 || judgement.Status != TestStatus.Changed ? null : given.All(earlier => earlier.Origin == GivenOrigin.Approved) && !IsGivenOther(approved, unit),
            ApproveCommand = judgement.Status == TestStatus.Same ? "" : ApproveCommand(test),
        };
    }

    /// <summary>How a task failed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="log">Its log; empty where there is none.</param>
    public static TestFailure FailureOf(SandboxRun run, string log)
    {
        var error = run.End.Error.Length > 0 && run.Missed.Length > 0 ? $"{run.Missed}\n{run.End.Error}" : run.Missed + run.End.Error;
        return new TestFailure(WithoutBox(run, error), Tail(run, run.End.LogPath), log);
    }

    /// <summary>Keeps a log beyond its sandbox.</summary>
    /// <returns>Where it is, relative to the folder of kptn.yaml; empty where there is none.</returns>
    public string KeepLog(TestCase test, string log)
    {
        if (log.Length == 0 || !File.Exists(log)) return "";
        var folder = Path.Combine(bench.Project.KptnDir, "tests", "logs", test.Graph);
        Directory.CreateDirectory(folder);
        var kept = Path.Combine(folder, test.Item is null ? $"{test.Task}.log" : $"{test.Task}@{ItemNames.FileName(test.Item)}.log");
        File.Copy(log, kept, overwrite: true);
        return Shown(kept);
    }

    private static string WithoutBox(SandboxRun run, string text) => text.Replace(run.Sandbox.Place.Box + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static IReadOnlyList<string> Tail(SandboxRun run, string log) => log.Length == 0 ? [] : [.. WithoutBox(run, MissedFiles.Tail(log)).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(TailLines)];

    private TestOutcome Of(TestCase test, TestStatus status, IReadOnlyList<GivenTask>? given = null) => new()
    {
        Graph = test.Graph,
        Task = test.Task,
        Item = test.Item is null ? null : ItemNames.Shown(test.Item),
        Status = status,
        Place = test.Place,
        Upstream = status is TestStatus.Failed or TestStatus.Changed or TestStatus.New ? Upstream(test) : [],
    };

    private string[] Upstream(TestCase test) => [.. Lineage.Ancestors(bench.Graph, [test.Task])];

    // What lies in the sandbox is gone when the outcome is read.
    private TestedOutput Kept(TestedOutput output) => output with { OldFile = Kept(output.OldFile), NewFile = Kept(output.NewFile) };

    private string? Kept(string? file) => file is not null && file.StartsWith(bench.Project.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Shown(file) : null;

    private string Shown(string file) => Path.GetRelativePath(bench.Project.Root, file).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsGivenOther(ApprovedSnapshot? approved, MadeUnit unit) => approved is not null && Causes.HasInput(Causes.Of(approved.Manifest, unit.Components));

    private static string Uncaused(TestCase test) => $"nothing that it depends on changed; whether two runs make the same tells: kptn test {test.Task} --twice";

    private static string Reason(IReadOnlyList<GivenTask> given)
    {
        var others = given.Where(earlier => earlier.Origin != GivenOrigin.Approved).ToList();
        if (others.Count == 0) return "";
        return "ran on " + string.Join(", ", others.Select(earlier => $"{earlier.Name} {(earlier.Origin == GivenOrigin.Received ? "as received, not approved yet" : "as its newest good run left it")}"));
    }

    private string ApproveCommand(TestCase test) => ApproveWords.Of(
        bench.Project.Graphs.Count > 1 ? bench.Graph.Name : null,
        test.Task,
        bench.Graph.Tasks[test.Task].Definition.MapOver,
        request.ItemCases == ItemCases.Together ? null : test.Item);
}
