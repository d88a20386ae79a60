using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Running;

/// <summary>Short ways to look at reports.</summary>
internal static class Outcomes
{
    public static TestOutcome Of(this TestReport report, string task, string? item = null) => Assert.Single(report.Outcomes, outcome => outcome.Task == task && outcome.Item == item);

    /// <summary>Names of the tests of a status, in order.</summary>
    public static string Named(this TestReport report, TestStatus status) => string.Join(' ', report.Outcomes.Where(outcome => outcome.Status == status).Select(outcome => outcome.Item is null ? outcome.Task : $"{outcome.Task}[{outcome.Item}]").Order(StringComparer.Ordinal));

    public static string Error(this TestReport report, string task, string? item = null) => report.Of(task, item).Failure?.Error ?? "";

    public static OutputDiff Diff(this TestReport report, string task, string path) => report.Of(task).Outputs.Single(output => output.Diff.Path == path).Diff;

    public static void IsGreen(this TestReport report) => Assert.True(report.Outcomes.Count > 0 && report.Passes, string.Join('\n', report.Outcomes.Where(outcome => !outcome.Passes).Select(outcome => $"{outcome.Status} {outcome.Name}: {outcome.Failure?.Error}{string.Join("; ", outcome.Outputs.Select(output => output.Diff.Headline))}")));
}
