using System.Runtime.InteropServices;
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
        var groups = new Dictionary<ulong, (List<int> Old, List<int> New)>();
        for (int i = 0, j = 0; i < old.Length || j < next.Length; i++, j++)
        {
            if (i < old.Length && j < next.Length && oldHashes[i] == newHashes[j] && tables.AreEqual(old[i], next[j]))
            {
                pairing.AddByValue(old[i], next[j]);
                continue;
            }

            if (i < old.Length) Group(oldHashes[i]).Old.Add(old[i]);
            if (j < next.Length) Group(newHashes[j]).New.Add(next[j]);
        }

        foreach (var (before, after) in groups.Values)
        {
            if (before.Count == 0 || after.Count == 0) continue;
            cancellation.ThrowIfCancellationRequested();
            MatchGroup(before, after);
        }

        (List<int> Old, List<int> New) Group(ulong hash)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, hash, out var isThere);
            if (!isThere) group = ([], []);
            return group;
        }
    }

    // In the order of one number, the partners of a row are neighbours; the least that fits leaves the others to those that come after.
    private void MatchGroup(List<int> old, List<int> next)
    {
        var before = Sorted(old, isNew: false);
        var after = Sorted(next, isNew: true);
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
                pairing.AddByValue(before[at].Row, row);
                break;
            }
        }
    }

    private double Reach(double value)
    {
        var tolerance = tables.Comparers[_leading].Tolerance;
        return Math.Max((double)tolerance.Absolute, tolerance.Relative * Math.Abs(value) * 2) * 1.01;
    }

    private (double Value, int Row)[] Sorted(List<int> rows, bool isNew)
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
