namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds equal hashes in two lists: those in the same order first, then those that stand elsewhere, each hash as often as both have it.</summary>
internal static class HashMatcher
{
    /// <summary>How far ahead an inserted or deleted row is looked for.</summary>
    private const int Ahead = 8;

    /// <summary>After so many rows without a partner nearby the order tells nothing.</summary>
    private const int MostMisses = 1 << 12;

    /// <summary>Matches two whole tables.</summary>
    public static Pairing Match(BigList<ulong> before, BigList<ulong> after)
    {
        var pairing = new Pairing(before.Count, after.Count);
        MatchInOrder(before, after, pairing);
        var (oldLeft, newLeft) = (pairing.OldLeft(), pairing.NewLeft());
        if (oldLeft.Length == 0 || newLeft.Length == 0) return pairing;
        var found = HashJoin.Of((oldLeft.Length, place => before[oldLeft[place]]), (newLeft.Length, place => after[newLeft[place]]));
        for (var place = 0; place < found.Length; place++)
        {
            if (found[place] >= 0) pairing.Add(oldLeft[found[place]], newLeft[place]);
        }

        return pairing;
    }

    /// <summary>Pairs entries of two lists by hash, each list in its order; reports their places in the order of the second.</summary>
    public static void Match(ulong[] before, ulong[] after, Action<int, int> report)
    {
        var found = HashJoin.Of((before.Length, place => before[place]), (after.Length, place => after[place]));
        for (var next = 0; next < found.Length; next++)
        {
            if (found[next] >= 0) report(found[next], next);
        }
    }

    private static void MatchInOrder(BigList<ulong> before, BigList<ulong> after, Pairing pairing)
    {
        var (i, j, misses) = (0, 0, 0);
        while (i < before.Count && j < after.Count && misses < MostMisses)
        {
            if (before[i] == after[j])
            {
                pairing.Add(i++, j++);
                misses = 0;
                continue;
            }

            var (skipOld, skipNew) = Resume(before, after, i, j);
            if (skipOld > 0 && skipNew > 0) misses++;
            i += skipOld;
            j += skipNew;
        }
    }

    private static (int Old, int New) Resume(BigList<ulong> before, BigList<ulong> after, int i, int j)
    {
        for (var skip = 1; skip <= Ahead; skip++)
        {
            if (j + skip < after.Count && after[j + skip] == before[i]) return (0, skip);
            if (i + skip < before.Count && before[i + skip] == after[j]) return (skip, 0);
        }

        return (1, 1);
    }
}
