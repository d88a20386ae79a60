using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Reviews;

/// <summary>Carries out decisions, each at once, and keeps the books.</summary>
/// <param name="review">What awaits approval.</param>
internal sealed class Reviewer(SnapshotReview review)
{
    /// <summary>What was done.</summary>
    public ReviewLedger Ledger { get; } = new();

    /// <summary>Accepts or rejects outputs of a snapshot as they were shown.</summary>
    /// <param name="waiting">The snapshot.</param>
    /// <param name="outputs">The outputs and how they differ; all that were asked for.</param>
    /// <param name="decision">What was decided.</param>
    /// <returns>What came of it.</returns>
    public DecisionEnd Decide(WaitingSnapshot waiting, IReadOnlyList<(PendingOutput Output, string Headline)> outputs, Decision decision)
    {
        try
        {
            // Of a snapshot as a whole its manifest is settled too.
            var isAll = outputs.Count == waiting.Snapshot.Outputs.Count;
            var paths = isAll ? null : outputs.Select(output => output.Output.Path).ToHashSet(StringComparer.Ordinal);
            return decision == Decision.Accept ? Accept(waiting, outputs, paths) : Reject(waiting, outputs, paths);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SnapshotProblem problem = new(SnapshotProblemKind.Unreadable, waiting.Snapshot.Folder, null, $"this could not be {(decision == Decision.Accept ? "approved" : "rejected")}: {e.Message}", "see to the disk and its permissions, then do it again");
            return new DecisionEnd([problem]);
        }
    }

    /// <summary>Removes an orphan.</summary>
    public void Prune(ReviewedOrphan orphan)
    {
        try
        {
            Ledger.Pruned.Add(new PrunedOrphan(orphan, review.Store.Prune(orphan.Snapshot).Kept));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Ledger.Problems.Add(new(SnapshotProblemKind.Unreadable, orphan.Snapshot.Path, null, $"this could not be removed: {e.Message}", "see to the disk and its permissions, then do it again"));
        }
    }

    private DecisionEnd Accept(WaitingSnapshot waiting, IReadOnlyList<(PendingOutput Output, string Headline)> outputs, HashSet<string>? paths)
    {
        var result = review.Store.Approve(waiting.Snapshot, paths);
        var problems = result.Refusal.Length == 0 ? result.Problems : [new(SnapshotProblemKind.Changed, waiting.Snapshot.Folder, null, result.Refusal, "approve on your own machine")];
        var approved = outputs.Where(output => result.Approved.Contains(output.Output.Path)).ToList();
        Ledger.Approved.AddRange(approved.Select(output => Decided(waiting, output)));
        if (problems.Count > 0) return new DecisionEnd(problems);
        if (outputs.Count == 0) Ledger.Refreshed.Add(waiting.Key);
        if (approved.Count == outputs.Count) return new DecisionEnd([]);
        Ledger.Settled.Add(waiting.Key);
        return new DecisionEnd([]) { IsSettledElsewhere = true };
    }

    private DecisionEnd Reject(WaitingSnapshot waiting, IReadOnlyList<(PendingOutput Output, string Headline)> outputs, HashSet<string>? paths)
    {
        review.Store.Reject(waiting.Snapshot, paths);
        Ledger.Rejected.AddRange(outputs.Select(output => Decided(waiting, output)));
        if (outputs.Count == 0) Ledger.Rejected.Add(new DecidedOutput(waiting.Key, "manifest", waiting.Snapshot.IsUnreadable ? "it could not be read" : "no output differed"));
        return new DecisionEnd([]);
    }

    private static DecidedOutput Decided(WaitingSnapshot waiting, (PendingOutput Output, string Headline) output) =>
        new(waiting.Key, SnapshotReview.NameOf(output.Output), output.Headline);
}
