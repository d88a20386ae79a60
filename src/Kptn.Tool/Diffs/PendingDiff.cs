using Kptn.Engine.Projects;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Json;
using Kptn.Testing.Rendering.Markdown;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Reviewing;
using Kptn.Tool.Reviews;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Diffs;

/// <summary><c>kptn diff [SELECT]</c>: what tests received and nobody has approved yet.</summary>
/// <param name="screen">Where it writes.</param>
internal sealed class PendingDiff(Screen screen)
{
    /// <summary>Shows the differences of the tasks that were chosen.</summary>
    /// <returns>0 where nothing differs, 1 where something does, 2 where it cannot be told.</returns>
    public int Run(PendingDiffRequest request, CancellationToken cancellation)
    {
        var (opened, findings) = SnapshotReview.Open(request.Review);
        FindingText.Write(screen, [.. findings.Where(finding => finding.Severity != Severity.Advice)]);
        if (opened is null) return ExitCodes.BadUsage;
        using var review = opened;
        var report = review.Report(cancellation);
        if (request.IsJson) screen.Line(ReportJson.Of(report));
        else if (request.Markdown == PendingDiffRequest.Printed) screen.Line(new MarkdownReport(new()).Of(report).TrimEnd('\n'));
        else Show(report, review, request.IsStat);
        var isWritten = Write(report, request.Markdown == PendingDiffRequest.Printed ? null : request.Markdown, ReportForm.Markdown, review.Root) & Write(report, request.Html, ReportForm.Html, review.Root);
        return !isWritten ? ExitCodes.BadUsage : report.Outcomes.Count > 0 ? ExitCodes.TaskFailed : ExitCodes.Success;
    }

    private void Show(TestReport report, SnapshotReview review, bool isStat)
    {
        if (report.Outcomes.Count == 0) screen.Line("nothing awaits approval");
        else if (isStat) Stat(report);
        else Text(report);
        var moved = review.Waiting.Count(waiting => waiting.IsManifestOnly);
        if (moved > 0) screen.Line($"{Units.Count(moved, "manifest")} to refresh: no output differs; kptn approve --all does it");
        if (new ReviewSummary(review, new ReviewListing(screen, review.Root)).Strays() is { Length: > 0 } strays) screen.Line(strays);
    }

    private void Text(TestReport report)
    {
        var text = new TerminalText(new TerminalOptions { Width = screen.Width, Paint = new DiffPainter(screen).Paint });
        foreach (var line in text.Of(report)) screen.Line(line);
    }

    private void Stat(TestReport report)
    {
        var grid = new Grid();
        foreach (var outcome in report.Outcomes)
        {
            if (outcome.Failure is { } failure) grid.Add((outcome.Name, Colour.Cyan), ("", null), (failure.Error, Colour.Red));
            foreach (var output in outcome.Outputs) grid.Add((outcome.Name, Colour.Cyan), (output.Diff.Path, Colour.Bold), (output.Diff.Headline, null));
        }

        grid.Write(screen);
        var outputs = report.Outcomes.SelectMany(outcome => outcome.Outputs).ToList();
        var counts = outputs.CountBy(output => output.Diff.Kind).ToDictionary();
        var kinds = new[] { (DiffKind.Changed, "changed"), (DiffKind.Added, "new"), (DiffKind.Removed, "gone"), (DiffKind.Same, "same") };
        screen.Line($"{Units.Count(outputs.Count, "output")} await{(outputs.Count == 1 ? "s" : "")} approval: {string.Join(", ", kinds.Where(kind => counts.ContainsKey(kind.Item1)).Select(kind => $"{counts[kind.Item1]} {kind.Item2}"))}");
    }

    private bool Write(TestReport report, string? file, ReportForm form, string root) =>
        file is null || ReportGuard.Write(screen, file, () => ReportFile.Write(report, form, file, root));
}
