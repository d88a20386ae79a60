using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>
/// Matches groups of rows anew of which some were left over. Rows that are written alike were put together first; where numbers move within a
/// tolerance, one may by chance be written as another one was, and takes the partner away from a third.
/// </summary>
internal sealed class Regrouping(TablePair tables, Pairing pairing, ToleranceMatcher matcher)
{
    /// <summary>In larger tables such chances are left as they are.</summary>
    private const int MostRows = 2_000_000;

    /// <summary>Matches where that finds more pairs.</summary>
    public void Run()
    {
        if (Math.Max(tables.Old.Count, tables.New.Count) > MostRows || !tables.Comparers.Any(comparer => comparer.IsTolerant && comparer.Tolerance != ToleranceAmount.Rounding)) return;
        var (oldLeft, newLeft) = (pairing.OldLeft(), pairing.NewLeft());
        if (oldLeft.Length == 0 || newLeft.Length == 0) return;
        var (old, next) = (Hashes(false, tables.Old.Count), Hashes(true, tables.New.Count));
        var meant = oldLeft.Select(row => old[row]).ToHashSet();
        meant.IntersectWith(newLeft.Select(row => next[row]));
        if (meant.Count == 0) return;
        var (before, after) = (Groups(old, meant), Groups(next, meant));
        foreach (var group in meant) Match(before[group], after[group]);
    }

    private void Match(List<int> before, List<int> after)
    {
        var held = after.Where(row => pairing.OldOf[row] >= 0).Select(row => (Old: pairing.OldOf[row], New: row)).ToList();
        var found = matcher.Pairs(before, after);
        if (found.Count <= held.Count) return;
        foreach (var (old, next) in held) pairing.Remove(old, next);
        foreach (var (old, next) in found) pairing.AddByValue(old, next);
    }

    private ulong[] Hashes(bool isNew, int count) => RowHashes.Of(tables, isNew, [.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, tables.Comparers.Count)]);

    private static Dictionary<ulong, List<int>> Groups(ulong[] hashes, HashSet<ulong> meant)
    {
        var groups = meant.ToDictionary(hash => hash, _ => new List<int>());
        for (var row = 0; row < hashes.Length; row++)
        {
            if (groups.TryGetValue(hashes[row], out var group)) group.Add(row);
        }

        return groups;
    }
}
