using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds for each row the one that it was or became.</summary>
internal sealed class RowMatcher
{
    private readonly TablePair _tables;
    private readonly CancellationToken _cancellation;

    public RowMatcher(TablePair tables, CancellationToken cancellation)
    {
        (_tables, _cancellation) = (tables, cancellation);
        Keys = tables.Plan.KeyPlaces;
    }

    /// <summary>How rows found each other.</summary>
    public RowMatching Matching { get; private set; }

    /// <summary>The key, declared or inferred, as places among the compared columns.</summary>
    public IReadOnlyList<int> Keys { get; private set; }

    /// <summary>The equal rows.</summary>
    public Pairing Equal { get; private set; } = new(0, 0);

    /// <summary>Matches all rows.</summary>
    /// <returns>Pairs of rows that belong together and may be unequal, in the order of the new table.</returns>
    public List<(int Old, int New)> Match()
    {
        Matching = Keys.Count > 0 ? RowMatching.Keys : RowMatching.Multiset;
        if (Positions.AreAllEqual(_tables))
        {
            Equal = Positions.Pair(_tables);
            return [];
        }

        Equal = HashMatcher.Match(_tables.Old.Hashes, _tables.New.Hashes);
        _tables.Old.ForgetHashes();
        _tables.New.ForgetHashes();
        var (old, next) = Left();
        if (old.Length == 0 || next.Length == 0) return [];
        // Rows with a key of their own find each other by it, equal or not.
        if (Keys.Count == 0 || HasRepeatedKey(old, _tables.Old.Keys!) || HasRepeatedKey(next, _tables.New.Keys!))
        {
            MatchByValue(old, next);
            (old, next) = Left();
            if (old.Length == 0 || next.Length == 0) return [];
        }

        _cancellation.ThrowIfCancellationRequested();
        return Keys.Count > 0 ? ByKeys(old, next, Keys) : ByLikeness(old, next);
    }

    private (int[] Old, int[] New) Left() => (Equal.OldLeft(), Equal.NewLeft());

    private void MatchByValue(int[] old, int[] next)
    {
        int[] all = [.. Enumerable.Range(0, _tables.Comparers.Count)];
        var (before, after) = RowHashes.Of(_tables, old, next, all);
        if (_tables.IsTolerant)
        {
            var matcher = new ToleranceMatcher(_tables, Equal, _cancellation);
            matcher.Match(old, before, next, after);
            new Regrouping(_tables, Equal, matcher).Run();
        }
        else
        {
            HashMatcher.Match(before, after, (place, other) => Equal.AddByValue(old[place], next[other]));
        }
    }

    private List<(int Old, int New)> ByKeys(int[] old, int[] next, IReadOnlyList<int> keys)
    {
        var pairs = new List<(int, int)>(Math.Min(old.Length, next.Length));
        var (before, after) = RowHashes.Of(_tables, old, next, keys);
        HashMatcher.Match(before, after, (place, other) => pairs.Add((old[place], next[other])));
        return pairs;
    }

    private List<(int Old, int New)> ByLikeness(int[] old, int[] next)
    {
        var likeness = new LikenessMatcher(_tables, _cancellation);
        var pairs = likeness.Match(old, next);
        (Keys, Matching) = (likeness.Keys, pairs.Count == 0 ? RowMatching.Multiset : likeness.Keys.Count > 0 ? RowMatching.InferredKeys : RowMatching.Likeness);
        return pairs;
    }

    private static bool HasRepeatedKey(int[] rows, BigList<ulong> keys)
    {
        var hashes = new ulong[rows.Length];
        for (var i = 0; i < rows.Length; i++) hashes[i] = keys[rows[i]];
        return SortedHashes.Repeated(hashes) > 0;
    }
}
