namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>
/// Goes through two lists of hashes in parts by the first bits of the hash, each small enough for the processor's cache: to look up one row in five
/// million costs more than all else.
/// </summary>
internal static class HashPartition
{
    /// <summary>Entries of a list held at a time.</summary>
    private const int MostHeld = 1 << 20;

    /// <summary>Entries of a part.</summary>
    private const int MostInPart = 1 << 12;

    /// <summary>Below this, two threads cost more than they save.</summary>
    private const int WorthThreads = 1 << 16;

    /// <summary>Does something with each part; at the same time with several.</summary>
    /// <param name="old">Entries of the one list, and the hash of each.</param>
    /// <param name="next">Entries of the other, and the hash of each.</param>
    /// <param name="start">Makes what a thread needs.</param>
    /// <param name="part">What to do with the lists, the number of a part of both, and what the thread has.</param>
    /// <typeparam name="T">What a thread needs.</typeparam>
    public static void ForEach<T>((int Count, Func<int, ulong> HashOf) old, (int Count, Func<int, ulong> HashOf) next, Func<T> start, Action<HashParts, HashParts, int, T> part)
    {
        var longer = Math.Max(old.Count, next.Count);
        var (shareBits, partBits) = (BitsFor(longer, MostHeld), BitsFor(Math.Min(longer, MostHeld), MostInPart));
        var before = new HashParts(old.Count, old.HashOf, shareBits, partBits);
        var after = new HashParts(next.Count, next.HashOf, shareBits, partBits);
        for (var share = 0; share < 1 << shareBits; share++)
        {
            if (longer >= WorthThreads) AtOnce(before, after, share, 1 << partBits, start, part);
            else InTurn(before, after, share, 1 << partBits, start(), part);
        }
    }

    // Small tables come by the hundred, and what threads need takes time to load.
    private static void InTurn<T>(HashParts before, HashParts after, int share, int parts, T own, Action<HashParts, HashParts, int, T> part)
    {
        before.Fill(share);
        after.Fill(share);
        for (var number = 0; number < parts; number++) part(before, after, number, own);
    }

    private static void AtOnce<T>(HashParts before, HashParts after, int share, int parts, Func<T> start, Action<HashParts, HashParts, int, T> part)
    {
        Parallel.Invoke(() => before.Fill(share), () => after.Fill(share));
        Parallel.For(0, parts, start, (number, _, own) => Do(number, own), _ => { });

        T Do(int number, T own)
        {
            part(before, after, number, own);
            return own;
        }
    }

    private static int BitsFor(int count, int most)
    {
        var bits = 0;
        while (count >> bits > most) bits++;
        return bits;
    }
}
