using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Runs one test from what its task is given to its outcomes.</summary>
/// <param name="bench">The project.</param>
/// <param name="request">What is asked for.</param>
/// <param name="context">The graph.</param>
/// <param name="sandboxes">Runs tasks.</param>
/// <param name="needsReceived">Whether other tests of the session may need what a task made.</param>
internal sealed class CaseRunner(TestBench bench, TestRequest request, GraphContext context, SandboxRunner sandboxes, Func<string, bool> needsReceived)
{
    private readonly OutcomeMaker _outcomes = new(bench, request);
    private readonly UnitMaker _units = new(bench, context);
    private readonly OutputArtifacts _artifacts = new(bench.Artifacts);

    /// <summary>Runs a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="given">What the tasks before give.</param>
    /// <param name="settings">How outputs are compared.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<CaseResult> RunAsync(TestCase test, IReadOnlyList<GivenTask> given, CompareSettings settings, CancellationToken cancellation)
    {
        var task = context.Tasks[test.Task];
        var started = bench.Time.GetTimestamp();
        if (context.Database.Location is not null && IsOfTables(task.Task.Definition)) return new CaseResult([_outcomes.Skipped(test, "config.duckdb is a function, for which tests have no database of their own yet")], null);
        if (given.FirstOrDefault(earlier => earlier.Problem is not null)?.Problem is { } problem) return new CaseResult([_outcomes.Failed(test, given, new TestFailure(problem, []), default)], null);
        var components = _units.Components(task, given);
        if (request.OnlyChanged && IsAsApproved(test, task, components)) return new CaseResult([_outcomes.Skipped(test, "not changed since it was approved")], null);
        using var run = await sandboxes.RunAsync(task, given, components, test.Item, cancellation).ConfigureAwait(false);
        if (cancellation.IsCancellationRequested && run.End.Outcome != TaskOutcome.Succeeded) return new CaseResult([_outcomes.Skipped(test, "it was stopped")], null);
        var files = MadeFiles.In(run.Sandbox, bench.Time);
        var outcomes = new List<TestOutcome>();
        var isWhole = run.End.Outcome == TaskOutcome.Succeeded && run.Missed.Length == 0;
        foreach (var made in run.End.Items.Where(made => test.Item is null || made.Key == test.Item))
        {
            if (made.Outcome != TaskOutcome.Succeeded) outcomes.Add(_outcomes.OfItem(test with { Item = made.Key }, given, made, run));
            else outcomes.Add(Judged(test with { Item = made.Key }, _units.OfItem(task, components, made), given, run, files, settings, made.Duration, cancellation));
        }

        if (!isWhole && (outcomes.All(outcome => outcome.Status != TestStatus.Failed) || run.Missed.Length > 0)) outcomes.Insert(0, _outcomes.Failed(test, given, OutcomeMaker.FailureOf(run, _outcomes.KeepLog(test, run.End.LogPath)), bench.Time.GetElapsedTime(started)) with { Undeclared = run.Undeclared });
        if (isWhole && test.Item is null)
        {
            var unit = new MadeUnit(new SnapshotKey(test.Graph, test.Task, null), run.End.Outputs, run.End.Result, components);
            var outcome = Judged(test, unit, given, run, files, settings, bench.Time.GetElapsedTime(started), cancellation);

            // Of a mapped task that has nothing but its items there is nothing more to say.
            if (task.Mapping is null || outcomes.Count == 0 || outcome.Outputs.Count > 0) outcomes.Insert(0, outcome);
        }

        if (outcomes.Count > 0) outcomes[0] = outcomes[0] with { Undeclared = run.Undeclared };
        if (request.Twice && isWhole) outcomes = await new Determinism(sandboxes, _outcomes, settings, bench.Time).CheckAsync(test, task, given, components, run, files, outcomes, cancellation).ConfigureAwait(false);
        return new CaseResult(outcomes, isWhole && test.Item is null && needsReceived(test.Task) ? Received(test.Task, run.End, files) : null);
    }

    private static bool IsOfTables(TaskDefinition definition) => definition.Language == TaskLanguage.Sql || definition.Outputs.Any(output => TableUrl.Is(output.Text));

    private bool IsAsApproved(TestCase test, PreparedTask task, IReadOnlyList<Component> components)
    {
        if (bench.Snapshots.Read(new SnapshotKey(test.Graph, test.Task, test.Item)) is not { Problems.Count: 0 } approved) return false;
        var own = test.Item is { } item ? _units.ComponentsOfItem(task, components, item) : components;
        return approved.Manifest.Fingerprint == Fingerprint.HashOf(own).ToString();
    }

    private TestOutcome Judged(TestCase test, MadeUnit unit, IReadOnlyList<GivenTask> given, SandboxRun run, MadeFiles files, CompareSettings settings, TimeSpan duration, CancellationToken cancellation)
    {
        var maker = new ManifestMaker(files, settings);
        var approved = bench.Snapshots.Read(unit.Key);
        var judgement = new Judge(bench.Snapshots, bench.Artifacts, files, settings, maker).Of(unit, approved, cancellation);
        var outputs = judgement.Outputs;
        if (judgement.Status != TestStatus.Same)
        {
            outputs = new Receiver(bench.Snapshots, maker, files).Receive(unit, approved, judgement, cancellation);
        }
        else
        {
            bench.Snapshots.ClearReceived(unit.Key);
            if (approved!.Manifest.Fingerprint != unit.Fingerprint || approved.IsManifestStale) bench.Snapshots.NoteMoved(unit.Key, ManifestMaker.Moved(approved.Manifest, unit));
        }

        return _outcomes.Judged(test, given, judgement with { Outputs = outputs }, approved, unit, duration, run);
    }

    private GivenTask Received(string task, IsolatedEnd end, MadeFiles files)
    {
        var outputs = new List<GivenOutput>();
        foreach (var output in end.Outputs.Concat(end.Items.SelectMany(item => item.Outputs)))
        {
            _artifacts.Put(output, files);
            outputs.Add(new GivenOutput(output.Path, output.Hash, scratch => _artifacts.TryGet(output, scratch)));
        }

        return new GivenTask(task, GivenOrigin.Received) { Outputs = outputs, Result = end.Result, Fingerprint = Hash256.Of(task) };
    }
}
