namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Questions about many hashes that sorting answers in little memory.</summary>
internal static class SortedHashes
{
    /// <summary>Sorts hashes and tells how many stand there a second time or more often.</summary>
    public static int Repeated(ulong[] hashes)
    {
        HashSort.Sort(hashes);
        var repeated = 0;
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1]) repeated++;
        }

        return repeated;
    }

    /// <summary>Sorts two lists and tells how many of one are in the other, each as often as both have it.</summary>
    public static int Shared(ulong[] one, ulong[] other)
    {
        HashSort.Sort(one);
        HashSort.Sort(other);
        return SharedRuns(one, other).Sum(run => Math.Min(run.One.End.Value - run.One.Start.Value, run.Other.End.Value - run.Other.Start.Value));
    }

    /// <summary>The runs of equal hashes that two sorted lists share, as ranges of each.</summary>
    public static IEnumerable<(Range One, Range Other)> SharedRuns(ulong[] one, ulong[] other)
    {
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            if (one[i] != other[j])
            {
                if (one[i] < other[j]) i++;
                else j++;
                continue;
            }

            var (oneEnd, otherEnd) = (EndOfRun(one, i), EndOfRun(other, j));
            yield return (i..oneEnd, j..otherEnd);
            (i, j) = (oneEnd, otherEnd);
        }
    }

    private static int EndOfRun(ulong[] hashes, int start)
    {
        var end = start + 1;
        while (end < hashes.Length && hashes[end] == hashes[start]) end++;
        return end;
    }
}
