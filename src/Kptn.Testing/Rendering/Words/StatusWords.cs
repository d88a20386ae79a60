namespace Kptn.Testing.Rendering.Words;

/// <summary>The names of statuses.</summary>
internal static class StatusWords
{
    /// <summary>The word for people and for JSON.</summary>
    public static string Of(TestStatus status) => status switch
    {
        TestStatus.Failed => "failed",
        TestStatus.Changed => "changed",
        TestStatus.New => "new",
        TestStatus.Orphaned => "orphaned",
        TestStatus.Skipped => "skipped",
        _ => "same",
    };

    /// <summary>Counts by status, those that are there, the worst first: <c>1 failed, 3 changed, 45 same</c>.</summary>
    public static string Counts(IEnumerable<TestOutcome> outcomes) => string.Join(", ", outcomes
        .CountBy(outcome => outcome.Status)
        .OrderBy(count => count.Key)
        .Select(count => $"{Amounts.Count(count.Value)} {Of(count.Key)}"));
}
