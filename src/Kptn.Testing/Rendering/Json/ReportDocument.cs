using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Json;

/// <summary>The outermost object of a report in JSON.</summary>
internal sealed record ReportDocument
{
    /// <summary>The format.</summary>
    public required string Format { get; init; }

    /// <summary>Whether the run is green.</summary>
    public bool Passes { get; init; }

    /// <summary>The project's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The command.</summary>
    public string Command { get; init; } = "";

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many tests there are of each status that occurs.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>The tests, as given.</summary>
    public required IReadOnlyList<OutcomeDocument> Tests { get; init; }

    /// <summary>Of a report.</summary>
    public static ReportDocument Of(TestReport report) => new()
    {
        Format = ReportJson.Format,
        Passes = report.Passes,
        Title = report.Title,
        Command = report.Command,
        StartedAt = report.StartedAt,
        Seconds = Math.Round(report.Duration.TotalSeconds, 4),
        Counts = report.Outcomes.CountBy(outcome => outcome.Status).OrderBy(count => count.Key).ToDictionary(count => StatusWords.Of(count.Key), count => count.Value),
        Tests = [.. report.Outcomes.Select(OutcomeDocument.Of)],
    };

    /// <summary>The report.</summary>
    public TestReport Report() => new()
    {
        Title = Title,
        Command = Command,
        StartedAt = StartedAt,
        Duration = TimeSpan.FromSeconds(Seconds),
        Outcomes = [.. Tests.Select(test => test.Outcome())],
    };
}
