using Kptn.Testing.Reviewing;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Reviews;

/// <summary>Asks a person about each output.</summary>
/// <param name="screen">Where.</param>
/// <param name="review">What awaits approval.</param>
/// <param name="open">Takes the terminal.</param>
internal sealed class InteractiveReview(Screen screen, SnapshotReview review, Func<IReviewTerminal> open)
{
    /// <summary>Asks.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var queue = new ReviewQueue(review);
        var reviewer = new Reviewer(review);
        var isInterrupted = false;
        try
        {
            if (queue.Current is not null)
            {
                using var terminal = open();
                isInterrupted = new ReviewLoop(terminal, review, queue, reviewer, new ReviewContent(screen, review), new ReviewPage(screen), new ReviewHead(screen, review)).Run();
            }
        }
        catch (OperationCanceledException)
        {
            isInterrupted = true;
        }

        var listing = new ReviewListing(screen, review.Root);
        listing.Write(reviewer.Ledger);
        foreach (var line in new ReviewSummary(review, listing).Of(reviewer.Ledger, new ApprovalRequest(Decision.Accept, Prunes: false, IsJson: false))) screen.Line(line);
        return isInterrupted ? ExitCodes.Interrupted : reviewer.Ledger.Problems.Count > 0 ? ExitCodes.TaskFailed : ExitCodes.Success;
    }
}
