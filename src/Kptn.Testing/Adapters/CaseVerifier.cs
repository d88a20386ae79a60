using System.Diagnostics;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.DiffTools;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Words;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots.Naming;
using Xunit;

namespace Kptn.Testing.Adapters;

/// <summary>Runs a case as part of an xunit test.</summary>
/// <param name="process">What the tests of this process share.</param>
internal sealed class CaseVerifier(TestProcess process)
{
    // xunit takes an exception whose message begins so for a test that was skipped while it ran.
    private const string Skipped = "$XunitDynamicSkip$";
    private const int Names = 8;

    /// <summary>Runs the case; throws unless its outputs are as approved.</summary>
    [StackTraceHidden]
    public async Task VerifyAsync(TaskCase test, Func<CompareSettings, CompareSettings>? settings)
    {
        if (test.Problem is { } problem) throw new SnapshotException(problem.Message);
        var context = TestContext.Current;
        var (outcomes, session) = await process.Session(test).RunAsync(test, settings, () => process.Rows(test.Test)).WaitAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var outcome in outcomes.Where(outcome => outcome.Undeclared.Count > 0)) context.AddWarning(Undeclared(outcome));
        if (outcomes.Count > 0 && outcomes.All(outcome => outcome.Status == TestStatus.Skipped)) throw new SnapshotException(Skipped + outcomes[0].Reason);
        var files = SnapshotFiles.Of(session.FolderOf(new TestCase(test.Graph, test.Task, test.Item)), outcomes, session.Root);
        if (outcomes.All(outcome => outcome.Passes))
        {
            foreach (var pair in files.Equal) DiffWindows.Close(pair.Received, pair.Verified);
            return;
        }

        foreach (var pair in files.NotEqual.Where(pair => Path.GetFileName(pair.Verified) != SnapshotNames.Manifest)) DiffWindows.Open(pair.Received, pair.Verified);
        throw new SnapshotException(FailureText.Of(outcomes, files), FailureText.Frame(outcomes, session.Root));
    }

    private static string Undeclared(TestOutcome outcome) =>
        $"{outcome.Name} wrote {Amounts.Count(outcome.Undeclared.Count, "file")} beside its outputs: {string.Join(", ", outcome.Undeclared.Take(Names))}{(outcome.Undeclared.Count > Names ? ", …" : "")}";
}
