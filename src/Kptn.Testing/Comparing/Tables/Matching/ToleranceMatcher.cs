using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Matches rows whose numbers may differ a little: those in the same order first, then among rows that agree in all else.</summary>
internal sealed class ToleranceMatcher(TablePair tables, Pairing pairing, CancellationToken cancellation)
{
    /// <summary>How many rows are tried for one.</summary>
    private const int Tries = 64;

    private readonly int _leading = Enumerable.Range(0, tables.Comparers.Count).First(place => tables.Comparers[place].IsTolerant);

    /// <summary>Matches rows; each list comes with hashes that leave out the numbers.</summary>
    public void Match(int[] old, ulong[] oldHashes, int[] next, ulong[] newHashes)
    {
        var (oldTaken, newTaken) = (new bool[old.Length], new bool[next.Length]);
        for (var i = 0; i < Math.Min(old.Length, next.Length); i++)
        {
            if (oldHashes[i] != newHashes[i] || !tables.AreEqual(old[i], next[i])) continue;
            pairing.AddByValue(old[i], next[i]);
            (oldTaken[i], newTaken[i]) = (true, true);
        }

        (old, oldHashes) = Sorted(old, oldHashes, oldTaken);
        (next, newHashes) = Sorted(next, newHashes, newTaken);
        foreach (var (before, after) in SortedHashes.SharedRuns(oldHashes, newHashes))
        {
            foreach (var (was, now) in Pairs(old[before], next[after])) pairing.AddByValue(was, now);
        }
    }

    private static (int[] Rows, ulong[] Hashes) Sorted(int[] rows, ulong[] hashes, bool[] taken)
    {
        rows = [.. rows.Where((_, i) => !taken[i])];
        hashes = [.. hashes.Where((_, i) => !taken[i])];
        Array.Sort(hashes, rows);
        return (rows, hashes);
    }

    /// <summary>The equal ones of rows that agree in all but their numbers.</summary>
    public List<(int Old, int New)> Pairs(IReadOnlyList<int> old, IReadOnlyList<int> next)
    {
        // In the order of one number, the partners of a row are neighbours; the least that fits leaves the others to those that come after.
        cancellation.ThrowIfCancellationRequested();
        var pairs = new List<(int, int)>();
        if (old.Count == 1 && next.Count == 1) return tables.AreEqual(old[0], next[0]) ? [(old[0], next[0])] : [];
        var before = ByValue(old, isNew: false);
        var after = ByValue(next, isNew: true);
        var taken = new bool[before.Length];
        var from = 0;
        foreach (var (value, row) in after)
        {
            var reach = Reach(value);
            while (from < before.Length && (taken[from] || before[from].Value < value - reach)) from++;
            for (int at = from, tries = 0; at < before.Length && tries < Tries && !(before[at].Value > value + reach); at++)
            {
                if (taken[at]) continue;
                tries++;
                if (!tables.AreEqual(before[at].Row, row)) continue;
                taken[at] = true;
                pairs.Add((before[at].Row, row));
                break;
            }
        }

        return pairs;
    }

    private double Reach(double value)
    {
        var tolerance = tables.Comparers[_leading].Tolerance;
        return Math.Max((double)tolerance.Absolute, tolerance.Relative * Math.Abs(value) * 2) * 1.01;
    }

    private (double Value, int Row)[] ByValue(IReadOnlyList<int> rows, bool isNew)
    {
        var values = new (double Value, int Row)[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var row = (isNew ? tables.NewRows : tables.OldRows)[rows[i]];
            var cell = isNew ? tables.NewCell(row, _leading) : tables.OldCell(row, _leading);
            // Empty cells and infinities are part of the hash, so that a group has only numbers, or none at all.
            values[i] = (Values.Number.TryRead(cell.Text, out var number) && !number.IsUnusual ? number.ToDouble() : 0, rows[i]);
        }

        Array.Sort(values, (a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : a.Row.CompareTo(b.Row));
        return values;
    }
}
