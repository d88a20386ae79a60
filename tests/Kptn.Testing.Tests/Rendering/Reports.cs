using Kptn.Engine.Projects;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Rendering;

/// <summary>Reports made by hand.</summary>
internal static class Reports
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    /// <summary>One of everything.</summary>
    public static TestReport Shop { get; } = Of(
        Changed("clean_orders", Diffs.Orders) with { Causes = ["code changed: clean.py:normalise", "config changed: cutoff"], IsUpstreamApproved = true, Place = new Place("tasks/clean.py", 12), Duration = TimeSpan.FromMilliseconds(830) },
        Changed("prices", Diffs.Prices, Diffs.Image) with { Causes = ["code changed: prices.sql"], IsUpstreamApproved = true, Undeclared = ["tmp/debug.log"], Place = new Place("tasks/prices.sql") },
        Changed("model", Diffs.Json, Diffs.Text) with { Causes = ["code changed: model.R:fit"], IsUpstreamApproved = true },
        Changed("publish", Diffs.Folder, Diffs.Gone) with { Causes = ["code changed: publish.sh"], IsUpstreamApproved = true },
        Test("score", TestStatus.Failed) with
        {
            Reason = "code changed: score.py",
            Duration = TimeSpan.FromSeconds(1.25),
            Failure = new("exit code 1: KeyError: 'amount'", ["Traceback (most recent call last):", "  File \"score.py\", line 8, in main", "    rows['amount']", "KeyError: 'amount'"], "logs/g/score.log"),
            Place = new Place("tasks/score.py", 8),
        },
        Test("fresh", TestStatus.New) with { Outputs = [new() { Diff = Diffs.New, Description = Diffs.NewDescription }], ApproveCommand = "kptn approve g/fresh" },
        Test("old_task", TestStatus.Orphaned) with { Reason = "snapshots/g/old_task belongs to no task", ApproveCommand = "kptn approve --prune" },
        Test("spatial", TestStatus.Skipped) with { Reason = "Rscript is not installed" },
        Item("state", "CA", TestStatus.Changed, Diffs.Prices with { Path = "state/CA.csv" }),
        Item("state", "NV", TestStatus.Changed, Diffs.Prices with { Path = "state/NV.csv" }),
        Item("state", "TX", TestStatus.Same, Diffs.Same),
        Item("state", "WA", TestStatus.Same, Diffs.Same),
        Test("load", TestStatus.Same) with { Outputs = [new() { Diff = Diffs.Same }] },
        Test("checks", TestStatus.Same) with { Outputs = [new() { Diff = Diffs.Prices with { Path = "checks.csv", IsAllowed = true } }] });

    /// <summary>A report of some tests.</summary>
    public static TestReport Of(params IReadOnlyList<TestOutcome> outcomes) =>
        new() { Title = "shop", Command = "kptn test", StartedAt = Start, Duration = TimeSpan.FromSeconds(12.34), Outcomes = outcomes };

    /// <summary>A test without outputs.</summary>
    public static TestOutcome Test(string task, TestStatus status) =>
        new() { Graph = "g", Task = task, Status = status, Duration = TimeSpan.FromMilliseconds(120) };

    /// <summary>A test whose outputs changed.</summary>
    public static TestOutcome Changed(string task, params IEnumerable<OutputDiff> diffs) => Test(task, TestStatus.Changed) with
    {
        Outputs = [.. diffs.Select(diff => new TestedOutput { Diff = diff, OldFile = $"snapshots/g/{task}/{diff.Path}.verified", NewFile = $"snapshots/g/{task}/{diff.Path}.received" })],
        ApproveCommand = $"kptn approve g/{task}",
    };

    private static TestOutcome Item(string task, string item, TestStatus status, OutputDiff diff) => Changed(task, diff) with
    {
        Item = item,
        Status = status,
        ApproveCommand = $"kptn approve g/{task} --item {item}",
    };

    /// <summary>A report of many tests, most of which are the same.</summary>
    public static TestReport Large(int tests) => Of([.. Enumerable.Range(0, tests).Select(i => (i % 10) switch
    {
        0 => Changed($"task_{i:D3}", Diffs.Orders, Diffs.Json, Diffs.Text) with { Causes = ["code changed: clean.py"] },
        1 => Test($"task_{i:D3}", TestStatus.Skipped) with { Reason = "Rscript is not installed" },
        _ => Test($"task_{i:D3}", TestStatus.Same) with { Outputs = [new() { Diff = Diffs.Same }] },
    })]);
}
