using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Order;

/// <summary>The tests of one task: one, or one for each item.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Task">The task.</param>
/// <param name="Outcomes">Its tests, the most important first.</param>
internal sealed record TaskGroup(string Graph, string Task, IReadOnlyList<TestOutcome> Outcomes)
{
    private const int NamedItems = 5;

    /// <summary>The worst that became of them.</summary>
    public TestStatus Status => Outcomes[0].Status;

    /// <summary>Whether it is a mapped task, tested by item.</summary>
    public bool HasItems => Outcomes is not [{ Item: null }];

    /// <summary>Items in a line: <c>50 items: 3 changed (CA, NV, TX), 47 same</c>.</summary>
    public string Items()
    {
        var items = Outcomes.Where(outcome => outcome.Item is not null).ToList();
        var parts = items.GroupBy(outcome => outcome.Status).OrderBy(part => part.Key).Select(part =>
        {
            var count = $"{Amounts.Count(part.Count())} {StatusWords.Of(part.Key)}";
            return part.Key is TestStatus.Same or TestStatus.Skipped ? count : $"{count} ({Names([.. part])})";
        });
        return $"{Amounts.Count(items.Count, "item")}: {string.Join(", ", parts)}";
    }

    private static string Names(IReadOnlyList<TestOutcome> outcomes)
    {
        var names = outcomes.Take(NamedItems).Select(outcome => TextWidth.Clip(VisibleText.Of(outcome.Item ?? "?"), 40));
        return string.Join(", ", names) + (outcomes.Count > NamedItems ? $", … {Amounts.Count(outcomes.Count - NamedItems)} more" : "");
    }
}
