using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Running;

/// <summary>Runs tasks a second time and says what is not the same each time.</summary>
/// <param name="sandboxes">Runs tasks.</param>
/// <param name="maker">Puts outcomes together.</param>
/// <param name="settings">How outputs are compared.</param>
/// <param name="time">The clock.</param>
internal sealed class Determinism(SandboxRunner sandboxes, OutcomeMaker maker, CompareSettings settings, TimeProvider time)
{
    /// <summary>Runs a task again.</summary>
    /// <param name="test">The test.</param>
    /// <param name="task">The task.</param>
    /// <param name="given">What the tasks before give.</param>
    /// <param name="components">What it depends on.</param>
    /// <param name="first">The first run.</param>
    /// <param name="files">What it made.</param>
    /// <param name="outcomes">What was said of it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is said of it now.</returns>
    public async Task<List<TestOutcome>> CheckAsync(TestCase test, PreparedTask task, IReadOnlyList<GivenTask> given, IReadOnlyList<Component> components, SandboxRun first, MadeFiles files, List<TestOutcome> outcomes, CancellationToken cancellation)
    {
        using var second = await sandboxes.RunAsync(task, given, components, test.Item, cancellation).ConfigureAwait(false);
        if (second.End.Outcome != TaskOutcome.Succeeded || second.Missed.Length > 0)
        {
            return Unsteady(test, outcomes, new TestFailure($"it ended well the first time and failed the second time: {second.Missed}{second.End.Error}", []), []);
        }

        var again = MadeFiles.In(second.Sandbox, time);
        var diffs = new List<TestedOutput>();
        var before = AllOf(first).ToDictionary(output => output.Path, StringComparer.Ordinal);
        foreach (var output in AllOf(second))
        {
            if (settings.Skips(output.Path) || !before.TryGetValue(output.Path, out var old) || old.Hash == output.Hash) continue;
            Add(diffs, OutputComparer.Compare(output.Path, files.Of(old), again.Of(output), settings, cancellation));
        }

        if (first.End.Result is { } one && second.End.Result is { } other && !one.Span.SequenceEqual(other.Span))
        {
            Add(diffs, OutputComparer.Compare(MadeFiles.ResultPath, files.OfResult(one), again.OfResult(other), settings, cancellation));
        }

        if (diffs.Count == 0) return outcomes;
        var proposals = new DeterminismProposal(task.Name).Of([.. diffs.Select(diff => diff.Diff)]);
        var what = string.Join("\n", diffs.Select(diff => $"{diff.Diff.Path}: {diff.Diff.Headline}"));
        return Unsteady(test, outcomes, new TestFailure($"two runs on the same inputs are not the same:\n{what}\n{proposals}", []), diffs);
    }

    private static void Add(List<TestedOutput> diffs, OutputDiff diff)
    {
        if (!diff.Passes) diffs.Add(new TestedOutput { Diff = diff });
    }

    private static IEnumerable<OutputState> AllOf(SandboxRun run) => run.End.Outputs.Concat(run.End.Items.SelectMany(item => item.Outputs));

    private List<TestOutcome> Unsteady(TestCase test, List<TestOutcome> outcomes, TestFailure failure, IReadOnlyList<TestedOutput> diffs) =>
        [maker.Unsteady(test, outcomes[0], failure, diffs), .. outcomes.Skip(1)];
}
