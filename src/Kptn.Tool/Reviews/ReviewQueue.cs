using Kptn.Testing.Reviewing;

namespace Kptn.Tool.Reviews;

/// <summary>All that is to be decided, in the order of tasks: what comes first explains what comes after.</summary>
/// <param name="review">What awaits approval.</param>
internal sealed class ReviewQueue(SnapshotReview review)
{
    private readonly List<ReviewEntry> _entries = [.. Entries(review)];
    private int _at;

    /// <summary>What is to be decided now; <see langword="null"/> where nothing is left.</summary>
    public ReviewEntry? Current => _at < _entries.Count ? _entries[_at] : null;

    /// <summary>The number of the current one, from 1.</summary>
    public int Position => _at + 1;

    /// <summary>How many there are in all.</summary>
    public int Count => _entries.Count;

    /// <summary>How many got a decision.</summary>
    public int Decided(Decision decision) => _entries.Count(entry => entry.Decision == decision);

    /// <summary>The current one and those behind it, of its task or of all.</summary>
    public IReadOnlyList<ReviewEntry> Rest(bool ofTask) => Current is not { } current ? [] : [.. _entries.Skip(_at).Where(entry => entry.Decision is null && (!ofTask || entry == current || entry.IsOfTaskOf(current)))];

    /// <summary>Goes on to what is not decided yet.</summary>
    public void Advance()
    {
        while (Current is { Decision: not null }) _at++;
    }

    /// <summary>Looks at the files again; what awaits approval no more is skipped.</summary>
    /// <returns>Whether the current one still awaits approval.</returns>
    public bool Refresh()
    {
        review.Refresh();
        var now = Entries(review).ToList();
        foreach (var entry in _entries.Where(entry => entry.Decision is null))
        {
            if (now.Find(entry.IsSame) is { } found) entry.Take(found);
            else entry.Decision = Decision.Skip;
        }

        return Current is { Decision: null };
    }

    private static IEnumerable<ReviewEntry> Entries(SnapshotReview review)
    {
        foreach (var waiting in review.Waiting.Where(waiting => !waiting.IsManifestOnly))
        {
            if (waiting.Outputs.Count == 0) yield return new ReviewEntry([waiting], null);
            foreach (var output in waiting.Outputs) yield return new ReviewEntry([waiting], output);
        }

        var moved = review.Waiting.Where(waiting => waiting.IsManifestOnly).ToList();
        if (moved.Count > 0) yield return new ReviewEntry(moved, null);
    }
}
