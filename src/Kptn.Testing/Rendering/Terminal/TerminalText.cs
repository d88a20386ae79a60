using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>Reports and differences as lines for a terminal. They hold no control characters but those that the painter adds.</summary>
/// <param name="options">How much, how wide, with which colours.</param>
public sealed class TerminalText(TerminalOptions options)
{
    /// <summary>One difference, as <c>kptn diff</c> shows it.</summary>
    public IEnumerable<string> Of(OutputDiff diff) => DiffLines.Of(diff, options, "", withDetail: true);

    /// <summary>One difference in a line, with a line for each file of a folder.</summary>
    public IEnumerable<string> Headlines(OutputDiff diff) => DiffLines.Headlines(diff, options, "");

    /// <summary>One test with all there is to say of it.</summary>
    public IEnumerable<string> Of(TestOutcome outcome) => new OutcomeLines(options).Of(outcome, int.MaxValue);

    /// <summary>A whole report: tests with findings, then what became of all.</summary>
    public IEnumerable<string> Of(TestReport report)
    {
        var lines = new OutcomeLines(options);
        var groups = ReportOrder.Groups(report);
        var worth = groups.Where(group => group.Status is not (TestStatus.Same or TestStatus.Skipped) || group.Outcomes.Any(OutcomeLines.HasFindings)).ToList();
        var (tests, outputs) = (options.Tests, options.Outputs);
        var left = 0;
        foreach (var group in worth)
        {
            if (group.HasItems && tests > 0) yield return lines.Group(group);
            var alike = new Dictionary<TestStatus, int>();
            foreach (var outcome in group.Outcomes)
            {
                if (outcome.Status is TestStatus.Same or TestStatus.Skipped && !OutcomeLines.HasFindings(outcome)) continue;
                var before = alike[outcome.Status] = alike.GetValueOrDefault(outcome.Status) + 1;
                if (tests-- <= 0 || before > options.Items)
                {
                    left++;
                    continue;
                }

                foreach (var line in lines.Of(outcome, outputs)) yield return line;
                outputs -= Math.Min(outputs, outcome.Outputs.Count(output => output.Diff.Kind != DiffKind.Same));
            }

            if (tests > 0) yield return "";
        }

        if (left > 0) yield return options.Paint($"… and {Amounts.Count(left, "more test")} to look at", TextStyle.Dim);
        foreach (var line in Skipped(groups)) yield return line;
        yield return Summary(report);
        if (Origins.Of(report.Outcomes).Sentence() is { Length: > 0 } origin) yield return origin;
    }

    /// <summary>What became of all tests, in a line.</summary>
    public string Summary(TestReport report)
    {
        if (report.Outcomes.Count == 0) return $"no tests in {Amounts.Duration(report.Duration)}";
        var parts = report.Outcomes.CountBy(outcome => outcome.Status).OrderBy(count => count.Key)
            .Select(count => options.Paint($"{Amounts.Count(count.Value)} {StatusWords.Of(count.Key)}", OutcomeLines.Style(count.Key)));
        return $"{string.Join(", ", parts)} in {Amounts.Duration(report.Duration)}";
    }

    private IEnumerable<string> Skipped(IReadOnlyList<TaskGroup> groups)
    {
        var reasons = groups.SelectMany(group => group.Outcomes)
            .Where(outcome => outcome.Status == TestStatus.Skipped)
            .GroupBy(outcome => outcome.Reason, StringComparer.Ordinal)
            .OrderByDescending(reason => reason.Count());
        foreach (var reason in reasons.Take(options.Columns))
        {
            var names = string.Join(", ", reason.Take(3).Select(outcome => outcome.Name)) + (reason.Count() > 3 ? ", …" : "");
            yield return DiffLines.Text(StyledText.Of("skipped", TextStyle.Dim).Then($"   {Amounts.Count(reason.Count())}: {reason.Key}").Then($"  ({names})", TextStyle.Dim), options, "");
        }
    }
}
