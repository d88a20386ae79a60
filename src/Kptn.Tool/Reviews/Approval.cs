using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Reviews;

/// <summary>Approves or rejects all that was asked for, without asking.</summary>
/// <param name="screen">Where it says what it did.</param>
/// <param name="review">What awaits approval.</param>
internal sealed class Approval(Screen screen, SnapshotReview review)
{
    /// <summary>Does it.</summary>
    /// <param name="request">What exactly.</param>
    /// <param name="cancellation">Ends it between snapshots.</param>
    /// <returns>The exit code.</returns>
    public int Run(ApprovalRequest request, CancellationToken cancellation)
    {
        var reviewer = new Reviewer(review);
        var listing = new ReviewListing(screen, review.Root);
        if (request.Decision is { } decision)
        {
            foreach (var waiting in review.Waiting)
            {
                if (cancellation.IsCancellationRequested) break;
                var end = reviewer.Decide(waiting, [.. waiting.Outputs.Select(output => (output, Headline(waiting, output, cancellation)))], decision);
                reviewer.Ledger.Problems.AddRange(end.Problems);
            }
        }

        var orphans = request.Prunes && !cancellation.IsCancellationRequested ? review.Orphans() : [];
        if (!request.IsJson) listing.Orphans(orphans);
        foreach (var orphan in orphans) reviewer.Prune(orphan);
        if (request.IsJson) Json(reviewer.Ledger);
        else Text(reviewer.Ledger, listing, request);
        return cancellation.IsCancellationRequested ? ExitCodes.Interrupted : reviewer.Ledger.Problems.Count > 0 ? ExitCodes.TaskFailed : ExitCodes.Success;
    }

    private void Json(ReviewLedger ledger)
    {
        review.Refresh();
        ReviewJson.Write(screen, ledger, review.Waiting.Sum(waiting => waiting.Outputs.Count));
    }

    private void Text(ReviewLedger ledger, ReviewListing listing, ApprovalRequest request)
    {
        listing.Write(ledger);
        foreach (var file in ledger.Pruned.SelectMany(pruned => pruned.Kept)) screen.Line($"left alone: {listing.Shown(file)} is no file of a snapshot");
        foreach (var line in new ReviewSummary(review, listing).Of(ledger, request)) screen.Line(line);
    }

    private string Headline(WaitingSnapshot waiting, PendingOutput output, CancellationToken cancellation)
    {
        try
        {
            return review.Compare(waiting, output, null, cancellation).Tested.Diff.Headline;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"could not be compared: {e.Message}";
        }
    }
}
