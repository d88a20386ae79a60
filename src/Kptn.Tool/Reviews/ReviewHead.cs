using Kptn.Testing.Rendering;
using Kptn.Testing.Reviewing;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Reviews;

/// <summary>Says what a page of a review is about: which of how many, of what, why, and what depends on it.</summary>
/// <param name="screen">Colours.</param>
/// <param name="review">What awaits approval.</param>
internal sealed class ReviewHead(Screen screen, SnapshotReview review)
{
    private const int MostNames = 8;
    private (WaitingSnapshot Waiting, TestOutcome Outcome)? _known;

    /// <summary>What is to be decided, in a few words.</summary>
    public static string Name(ReviewEntry entry)
    {
        if (entry.IsManifests) return Units.Count(entry.Snapshots.Count, "manifest");
        return Visible.Of(entry.Output is { } output ? $"{entry.Waiting.Key} · {SnapshotReview.NameOf(output)}" : entry.Waiting.Key.ToString());
    }

    /// <summary>What was decided so far.</summary>
    public static string Corner(ReviewQueue queue)
    {
        var counts = new[] { (queue.Decided(Decision.Accept), "approved"), (queue.Decided(Decision.Reject), "rejected"), (queue.Decided(Decision.Skip), "skipped") };
        return string.Join(" · ", counts.Where(count => count.Item1 > 0).Select(count => $"{count.Item1} {count.Item2}"));
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines(ReviewEntry entry, ReviewQueue queue)
    {
        var position = screen.Paint($"{queue.Position} of {queue.Count}", Colour.Bold);
        if (entry.IsManifests) return [$"{position}  {screen.Paint("manifests", Colour.Cyan)}", "green although the code changed", Dim("downstream", "nothing changes for others")];
        if (_known?.Waiting != entry.Waiting) _known = (entry.Waiting, review.HeadOf(entry.Waiting));
        var outcome = _known.Value.Outcome;
        var output = entry.Output is { } of ? $" · {screen.Paint(Visible.Of(SnapshotReview.NameOf(of)), Colour.Bold)}" : "";
        return
        [
            $"{position}  {screen.Paint(entry.Waiting.Key.ToString(), Colour.Cyan)}{output}",
            Why(outcome),
            Dim("downstream", Downstream(entry)),
        ];
    }

    private string Why(TestOutcome outcome)
    {
        var parts = Causes(outcome.Causes).ToList();
        if (outcome.Status == TestStatus.Failed) parts = ["what was received cannot be read"];
        else if (outcome.Reason.Length > 0) parts.Add(outcome.Reason);
        else if (outcome.IsUpstreamApproved == true && outcome.Upstream.Count > 0) parts.Add("upstream is as approved");
        var word = outcome.Status switch
        {
            TestStatus.New => "new",
            TestStatus.Failed => "unreadable",
            _ => "changed",
        };
        return $"{screen.Paint(word, outcome.Status == TestStatus.Failed ? Colour.Red : Colour.Yellow)}  {string.Join("; ", parts)}";
    }

    // Several of a kind have its name once: code changed: clean.py:a, clean.py:b.
    private static IEnumerable<string> Causes(IReadOnlyList<string> causes)
    {
        foreach (var kind in causes.Take(MostNames).GroupBy(cause => cause.Split(": ", 2)[0], StringComparer.Ordinal))
        {
            yield return $"{kind.Key}: {string.Join(", ", kind.Select(cause => cause[Math.Min(cause.Length, kind.Key.Length + 2)..]))}";
        }

        if (causes.Count > MostNames) yield return $"… {causes.Count - MostNames} more";
    }

    private string Downstream(ReviewEntry entry)
    {
        var tasks = review.Downstream(entry.Waiting.Key);
        if (tasks.Count == 0) return "nothing";
        return string.Join(", ", tasks.Take(MostNames)) + (tasks.Count > MostNames ? $", … {tasks.Count - MostNames} more" : "");
    }

    private string Dim(string name, string text) => $"{screen.Paint(name + ":", Colour.Dim)} {text}";
}
