using Kptn.Testing.Comparing.Tables.Matching;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Counts hashes that stand more than once.</summary>
internal static class HashCounts
{
    /// <summary>The hashes that stand more than once in one of two lists, with how often in each.</summary>
    public static Dictionary<ulong, (long Old, long New)> Repeated(BigList<ulong> old, BigList<ulong> next)
    {
        var counts = new Dictionary<ulong, (long Old, long New)>();
        HashPartition.ForEach((old.Count, place => old[place]), (next.Count, place => next[place]), () => counts, Add);
        return counts;
    }

    private static void Add(HashParts before, HashParts after, int part, Dictionary<ulong, (long Old, long New)> counts)
    {
        var one = Sorted(before, part);
        var other = Sorted(after, part);
        while (!one.IsEmpty || !other.IsEmpty)
        {
            var hash = one.IsEmpty ? other[0] : other.IsEmpty ? one[0] : Math.Min(one[0], other[0]);
            var (oldCount, newCount) = (Run(one, hash), Run(other, hash));
            one = one[oldCount..];
            other = other[newCount..];
            if (oldCount < 2 && newCount < 2) continue;
            lock (counts) counts.Add(hash, (oldCount, newCount));
        }
    }

    private static ReadOnlySpan<ulong> Sorted(HashParts parts, int part)
    {
        var (start, end) = parts.Range(part);
        var hashes = parts.Hashes.AsSpan(start, end - start);
        HashSort.Sort(hashes);
        return hashes;
    }

    private static int Run(ReadOnlySpan<ulong> hashes, ulong hash)
    {
        var count = 0;
        while (count < hashes.Length && hashes[count] == hash) count++;
        return count;
    }
}
