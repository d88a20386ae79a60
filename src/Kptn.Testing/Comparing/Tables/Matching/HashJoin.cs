namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds the entries of two lists that have the same hash.</summary>
internal static class HashJoin
{
    /// <summary>Joins two lists.</summary>
    /// <param name="old">Entries of the one list, and the hash of each.</param>
    /// <param name="next">Entries of the other, and the hash of each.</param>
    /// <returns>For each entry of the other its partner, which is nobody else's; -1 without one. Of the same hash, the first finds the first.</returns>
    public static int[] Of((int Count, Func<int, ulong> HashOf) old, (int Count, Func<int, ulong> HashOf) next)
    {
        var found = new int[next.Count];
        Array.Fill(found, -1);
        if (old.Count > 0 && next.Count > 0) HashPartition.ForEach(old, next, () => new HashIndex(), (before, after, part, index) => Join(before, after, part, index, found));
        return found;
    }

    private static void Join(HashParts before, HashParts after, int part, HashIndex index, int[] found)
    {
        var (start, end) = before.Range(part);
        var (from, to) = after.Range(part);
        if (start == end || from == to) return;
        index.Fill(before.Hashes, start, end - start);
        for (var at = from; at < to; at++)
        {
            if (index.Take(after.Hashes[at]) is >= 0 and var place) found[after.Places[at]] = before.Places[start + place];
        }
    }
}
