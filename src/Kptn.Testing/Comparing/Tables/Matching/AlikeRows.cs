using System.Runtime.InteropServices;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Pairs rows that share the most cells, with bounded effort.</summary>
/// <param name="before">The rows before.</param>
/// <param name="after">The rows after.</param>
/// <param name="fewest">How many cells a pair must share at least.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class AlikeRows(LeftoverCells before, LeftoverCells after, int fewest, CancellationToken cancellation)
{
    /// <summary>Cells compared where all rows are held against all.</summary>
    private const long MostComparisons = 20_000_000;

    /// <summary>Rows tried for one, where there are too many for that.</summary>
    private const int MostCandidates = 100;

    private readonly double[] _weights = Weights(before, after);

    /// <summary>The pairs, as rows of the tables.</summary>
    public IEnumerable<(int Old, int New)> Pair()
    {
        var scored = (long)before.Count * after.Count * before.Width <= MostComparisons ? All() : Likely();
        scored.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Apart != b.Apart ? a.Apart.CompareTo(b.Apart) : First(a.Old, a.New).CompareTo(First(b.Old, b.New)));
        var (newOf, oldOf) = (new int[before.Count], new int[after.Count]);
        Array.Fill(newOf, -1);
        Array.Fill(oldOf, -1);
        foreach (var (_, _, old, next) in scored)
        {
            if (newOf[old] < 0 && oldOf[next] < 0) (newOf[old], oldOf[next]) = (next, old);
        }

        Augmenting.Run([.. scored.Take(Augmenting.MostPairs + 1).Select(pair => (pair.Old, pair.New))], oldOf, newOf);
        return Enumerable.Range(0, after.Count).Where(next => oldOf[next] >= 0).Select(next => (before.Rows[oldOf[next]], after.Rows[next]));
    }

    // The same pairs must come out where old and new change places.
    private int First(int old, int next) => Math.Min(before.Rows[old], after.Rows[next]);

    private List<(float Score, int Apart, int Old, int New)> All()
    {
        var scored = new List<(float, int, int, int)>();
        for (var old = 0; old < before.Count; old++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var next = 0; next < after.Count; next++) Score(old, next, scored);
        }

        return scored;
    }

    // Rows that share a rare value, and the one at the same place.
    private List<(float Score, int Apart, int Old, int New)> Likely()
    {
        var byCell = new Dictionary<(int, uint), List<int>>();
        for (var old = 0; old < before.Count; old++)
        {
            for (var place = 0; place < before.Width; place++)
            {
                ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(byCell, (place, before[old][place]), out _);
                rows ??= [];
                if (rows.Count <= MostCandidates) rows.Add(old);
            }
        }

        var scored = new List<(float, int, int, int)>();
        var candidates = new HashSet<int>();
        for (var next = 0; next < after.Count; next++)
        {
            cancellation.ThrowIfCancellationRequested();
            candidates.Clear();
            if (next < before.Count) candidates.Add(next);
            for (var place = 0; place < after.Width && candidates.Count < MostCandidates; place++)
            {
                if (byCell.TryGetValue((place, after[next][place]), out var rows) && rows.Count <= MostCandidates) candidates.UnionWith(rows);
            }

            foreach (var old in candidates) Score(old, next, scored);
        }

        return scored;
    }

    private void Score(int old, int next, List<(float, int, int, int)> scored)
    {
        var mine = before[old];
        var others = after[next];
        var (shared, score) = (0, 0.0);
        for (var place = 0; place < mine.Length; place++)
        {
            if (mine[place] != others[place]) continue;
            shared++;
            score += _weights[place];
        }

        if (shared >= fewest) scored.Add(((float)score, Math.Abs(before.Rows[old] - after.Rows[next]), old, next));
    }

    // To share a value that few rows have says more than to share one that all have.
    private static double[] Weights(LeftoverCells before, LeftoverCells after)
    {
        var weights = new double[before.Width];
        for (var place = 0; place < weights.Length; place++)
        {
            var values = new HashSet<uint>();
            for (var i = 0; i < before.Count; i++) values.Add(before[i][place]);
            for (var i = 0; i < after.Count; i++) values.Add(after[i][place]);
            weights[place] = 1 + ((double)values.Count / (before.Count + after.Count));
        }

        return weights;
    }
}
