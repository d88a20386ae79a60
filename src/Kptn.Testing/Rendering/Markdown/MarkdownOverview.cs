using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>The top of a report: the verdict, where it begins, and a table of what happened to which task and why.</summary>
internal static class MarkdownOverview
{
    private const int OutputsInCell = 4;
    private const int Reserve = 80;

    /// <summary>The verdict as a heading.</summary>
    public static string Title(TestReport report)
    {
        var counts = report.Outcomes.Count == 0 ? "no tests" : StatusWords.Counts(report.Outcomes);
        var title = report.Title.Length > 0 ? $"{MarkdownText.Text(report.Title, 80)} · " : "";
        return $"### {(report.Passes ? "✅" : "❌")} {title}{counts}\n";
    }

    /// <summary>Sentences below the verdict.</summary>
    public static string Sentences(TestReport report)
    {
        var text = new StringBuilder();
        if (Origins.Of(report.Outcomes).Sentence() is { Length: > 0 } origin) text.Append('\n').Append(MarkdownText.Text(origin)).Append('\n');
        if (report.Outcomes.Count > 0 && report.Outcomes.All(outcome => outcome.Status == TestStatus.Same)) text.Append("\nEvery output is as approved.\n");
        var allowed = report.Outcomes.SelectMany(outcome => outcome.Outputs).Count(output => output.Diff is { Kind: not DiffKind.Same, IsAllowed: true });
        if (allowed > 0) text.Append("\nWithin what thresholds allow, ").Append(Amounts.Count(allowed, "more output")).Append(" changed.\n");
        return text.ToString();
    }

    /// <summary>The table, as much of it as fits.</summary>
    public static string Table(IReadOnlyList<TaskGroup> groups, MarkdownOptions options, int room)
    {
        var worth = groups.Where(group => group.Status is not (TestStatus.Same or TestStatus.Skipped)).ToList();
        if (worth.Count == 0) return "";
        var (text, shown) = ("", 0);
        for (var count = Math.Min(worth.Count, options.Tests); count > 0; count = count > 8 ? count * 3 / 4 : count - 1)
        {
            text = Table(worth.Take(count));
            if (text.Length + Reserve > room) continue;
            shown = count;
            break;
        }

        if (shown == 0) return "";
        return shown < worth.Count ? $"\n{text}\n… and {Amounts.Count(worth.Count - shown, "more task")}\n" : $"\n{text}";
    }

    private static string Table(IEnumerable<TaskGroup> groups)
    {
        var table = new MarkdownTable("", "task", "what changed", "why");
        foreach (var group in groups) table.Add(Status(group.Status), MarkdownText.Code($"{group.Graph}/{group.Task}", 100), What(group), Why(group));
        return table.ToString();
    }

    private static string Status(TestStatus status) => status switch
    {
        TestStatus.Failed => "🔴&nbsp;failed",
        TestStatus.Changed => "🟠&nbsp;changed",
        TestStatus.New => "🔵&nbsp;new",
        _ => "⚪&nbsp;" + StatusWords.Of(status),
    };

    private static string What(TaskGroup group)
    {
        var parts = new List<string>();
        if (group.HasItems) parts.Add(MarkdownText.Text(group.Items(), 300));
        var first = group.Outcomes[0];
        if (first.Failure is { } failure) parts.Add(MarkdownText.Code(failure.Error.Split('\n')[0], 160));
        if (first.Status == TestStatus.Orphaned) parts.Add(first.Reason.Length > 0 ? MarkdownText.Text(first.Reason, 160) : "its snapshot has no task any more");
        var outputs = ReportOrder.Outputs(first).Where(output => output.Diff.Kind != DiffKind.Same && !output.Diff.IsAllowed).ToList();
        var named = group.HasItems && group.Outcomes.Count > 1 ? 2 : OutputsInCell;
        parts.AddRange(outputs.Take(named).Select(output => $"{MarkdownText.Code(output.Diff.Path, 80)} {MarkdownText.Text(output.Diff.Headline, 300)}"));
        if (outputs.Count > named) parts.Add($"… and {Amounts.Count(outputs.Count - named, "more output")}");
        if (first.Undeclared.Count > 0) parts.Add($"wrote {Amounts.Count(first.Undeclared.Count, "file")} beside its outputs: {MarkdownText.Code(first.Undeclared[0], 80)}{(first.Undeclared.Count > 1 ? ", …" : "")}");
        return string.Join("<br>", parts);
    }

    private static string Why(TaskGroup group)
    {
        var first = group.Outcomes[0];
        var text = first.Causes.Count > 0 ? CauseWords.List(first) : first.Status is TestStatus.Failed or TestStatus.Changed ? first.Reason : "";
        return MarkdownText.Text(text, 200);
    }
}
