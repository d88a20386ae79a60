namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds equal hashes in two lists: those in the same order first, then those that stand elsewhere, each hash as often as both have it.</summary>
internal static class HashMatcher
{
    /// <summary>How far ahead an inserted or deleted row is looked for.</summary>
    private const int Ahead = 8;

    /// <summary>Matches two whole tables.</summary>
    public static Pairing Match(BigList<ulong> before, BigList<ulong> after)
    {
        var pairing = new Pairing(before.Count, after.Count);
        var (i, j) = (0, 0);
        while (i < before.Count && j < after.Count)
        {
            if (before[i] == after[j])
            {
                pairing.Add(i++, j++);
                continue;
            }

            var (skipOld, skipNew) = Resume(before, after, i, j);
            i += skipOld;
            j += skipNew;
        }

        var (oldLeft, newLeft) = (pairing.OldLeft(), pairing.NewLeft());
        if (oldLeft.Length == 0 || newLeft.Length == 0) return pairing;
        var index = new HashIndex(oldLeft.Length, place => before[oldLeft[place]]);
        foreach (var row in newLeft)
        {
            if (index.Take(after[row]) is >= 0 and var place) pairing.Add(oldLeft[place], row);
        }

        return pairing;
    }

    /// <summary>Pairs entries of two lists by hash, each list in its order; reports their places.</summary>
    public static void Match(ulong[] before, ulong[] after, Action<int, int> found)
    {
        if (before.Length == 0 || after.Length == 0) return;
        var index = new HashIndex(before.Length, place => before[place]);
        for (var next = 0; next < after.Length; next++)
        {
            if (index.Take(after[next]) is >= 0 and var place) found(place, next);
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
