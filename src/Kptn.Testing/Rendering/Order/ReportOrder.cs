using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Order;

/// <summary>The order in which people read a report: failures, then changes where they begin, then what follows from them.</summary>
internal static class ReportOrder
{
    /// <summary>The tests by task.</summary>
    public static IReadOnlyList<TaskGroup> Groups(TestReport report)
    {
        var begins = Origins.Of(report.Outcomes);
        return
        [
            .. report.Outcomes
                .GroupBy(outcome => (outcome.Graph, outcome.Task))
                .Select(tests => new TaskGroup(tests.Key.Graph, tests.Key.Task, [.. Sort(tests)]))
                .OrderBy(group => group.Status)
                .ThenBy(group => begins.IsFollower(group.Graph, group.Task))
                .ThenByDescending(group => Weight(group.Outcomes[0]))
                .ThenBy(group => group.Graph, StringComparer.Ordinal)
                .ThenBy(group => group.Task, StringComparer.Ordinal),
        ];
    }

    /// <summary>Outputs of a test, the most important first; those of which there is nothing to say are left out.</summary>
    public static IReadOnlyList<TestedOutput> Outputs(TestOutcome outcome) =>
    [
        .. outcome.Outputs
            .Where(output => output.Diff.Kind != DiffKind.Same || output.Diff.Notes.Count > 0)
            .OrderByDescending(output => Importance.Of(output.Diff))
            .ThenBy(output => output.Diff.Path, StringComparer.Ordinal),
    ];

    private static IOrderedEnumerable<TestOutcome> Sort(IEnumerable<TestOutcome> tests) => tests
        .OrderBy(test => test.Status)
        .ThenByDescending(Weight)
        .ThenBy(test => test.Item, StringComparer.Ordinal);

    private static double Weight(TestOutcome outcome) => outcome.Outputs.Select(output => Importance.Of(output.Diff)).DefaultIfEmpty().Max();
}
