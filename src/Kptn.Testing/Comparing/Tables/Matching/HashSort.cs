namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Sorts hashes in place, byte by byte from the first (an American flag sort): their bytes are spread evenly, so that few passes do.</summary>
internal static class HashSort
{
    private const int Few = 1 << 9;
    private const int FirstByte = 56;

    /// <summary>Sorts them.</summary>
    public static void Sort(Span<ulong> hashes) => Sort(hashes, FirstByte);

    private static void Sort(Span<ulong> hashes, int shift)
    {
        if (hashes.Length <= Few)
        {
            hashes.Sort();
            return;
        }

        Span<int> ends = stackalloc int[256];
        Span<int> at = stackalloc int[256];
        foreach (var hash in hashes) ends[(byte)(hash >> shift)]++;
        for (int digit = 0, total = 0; digit < 256; digit++)
        {
            (at[digit], total) = (total, total + ends[digit]);
            ends[digit] = total;
        }

        Spread(hashes, at, ends, shift);
        if (shift == 0) return;
        for (int digit = 0, start = 0; digit < 256; start = ends[digit++])
        {
            if (ends[digit] - start > 1) Sort(hashes[start..ends[digit]], shift - 8);
        }
    }

    private static void Spread(Span<ulong> hashes, Span<int> at, Span<int> ends, int shift)
    {
        for (var digit = 0; digit < 256; digit++)
        {
            while (at[digit] < ends[digit])
            {
                var hash = hashes[at[digit]];
                // What stands here goes to where it belongs, and what stood there goes on, until one belongs here.
                for (int other; (other = (byte)(hash >> shift)) != digit;)
                {
                    ref var place = ref hashes[at[other]++];
                    (hash, place) = (place, hash);
                }

                hashes[at[digit]++] = hash;
            }
        }
    }
}
