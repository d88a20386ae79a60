using Kptn.Testing.Reviewing;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Reviews;

/// <summary>The last lines of a review: what came of it, and what is next.</summary>
/// <param name="review">What awaited approval.</param>
/// <param name="listing">Shortens paths.</param>
internal sealed class ReviewSummary(SnapshotReview review, ReviewListing listing)
{
    /// <summary>The lines.</summary>
    public IEnumerable<string> Of(ReviewLedger ledger, ApprovalRequest request)
    {
        var parts = new List<string>();
        if (ledger.Approved.Count > 0) parts.Add($"{Outputs(ledger.Approved)} approved");
        if (ledger.Rejected.Count > 0) parts.Add($"{Outputs(ledger.Rejected)} rejected");
        if (ledger.Pruned.Count > 0) parts.Add($"{Units.Count(ledger.Pruned.Count, "orphan")} removed");
        if (parts.Count > 0) yield return string.Join(", ", parts);
        review.Refresh();
        var left = Left();
        if (parts.Count == 0 && ledger is { Refreshed.Count: 0, Settled.Count: 0, Problems.Count: 0 }) yield return request.Decision is null ? "there are no orphans" : left.Length > 0 ? "nothing was decided" : "nothing awaits approval";
        if (left.Length > 0 && request.Decision is not null) yield return left;
        if (Strays() is { Length: > 0 } strays && !request.Prunes) yield return strays;
        if (ledger.Approved.Count + ledger.Refreshed.Count + ledger.Pruned.Count > 0) yield return $"next: git add {listing.Shown(review.SnapshotsFolder)}{Downstream(ledger)}";
        else if (ledger.Rejected.Count > 0) yield return "next: the tests find the same again until the code is mended";
    }

    /// <summary>What was received of tasks that are gone, in a line; empty where nothing was.</summary>
    public string Strays()
    {
        if (review.Strays.Count == 0) return "";
        var names = string.Join(", ", review.Strays.Take(3).Select(stray => stray.Key)) + (review.Strays.Count > 3 ? ", …" : "");
        return $"received of what is gone: {names}; kptn approve --prune removes it";
    }

    private static string Outputs(List<DecidedOutput> outputs) =>
        $"{Units.Count(outputs.Count, "output")} of {Units.Count(outputs.Select(output => (output.Key.Graph, output.Key.Task)).Distinct().Count(), "task")}";

    private string Left()
    {
        var left = review.Waiting.Where(waiting => !waiting.IsManifestOnly).ToList();
        if (left.Count == 0) return "";
        var outputs = left.Sum(waiting => waiting.Outputs.Count);
        return $"{(outputs == 0 ? Units.Count(left.Count, "snapshot") : Units.Count(outputs, "output"))} still wait{(Math.Max(outputs, left.Count) == 1 ? "s" : "")}: kptn diff shows, kptn approve reviews";
    }

    private string Downstream(ReviewLedger ledger)
    {
        var approved = ledger.Approved.Select(output => (output.Key.Graph, output.Key.Task)).ToHashSet();
        var behind = ledger.Approved.Select(output => output.Key with { Item = null }).Distinct().SelectMany(key => review.Downstream(key).Select(task => (key.Graph, Task: task))).Distinct().Where(task => !approved.Contains(task)).ToList();
        if (behind.Count == 0) return "";
        var names = string.Join(' ', behind.Take(4).Select(task => task.Task));
        return behind.Count > 4 ? $" · kptn test --changed (what was approved is the input of {behind.Count} tasks more)" : $" · kptn test {names} (what was approved is their input)";
    }
}
