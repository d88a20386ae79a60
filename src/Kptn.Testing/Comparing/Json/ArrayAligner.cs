using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Texts;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Finds which entries of two lists belong together.</summary>
internal sealed class ArrayAligner
{
    /// <summary>Pairs of one gap that are scored.</summary>
    private const int MostScores = 40_000;

    /// <summary>Entries less alike than this do not belong together.</summary>
    private const double Enough = 0.3;

    private readonly ulong[] _old;
    private readonly ulong[] _new;
    private readonly Func<int, int, double> _likeness;
    private readonly List<(int Old, int New)> _pairs = [];

    private ArrayAligner(ulong[] old, ulong[] next, Func<int, int, double> likeness) => (_old, _new, _likeness) = (old, next, likeness);

    /// <summary>Pairs entries in their order.</summary>
    /// <param name="old">Hashes before.</param>
    /// <param name="next">Hashes after.</param>
    /// <param name="likeness">How alike two entries are, 0 to 1.</param>
    public static List<(int Old, int New)> InOrder(ulong[] old, ulong[] next, Func<int, int, double> likeness)
    {
        var aligner = new ArrayAligner(old, next, likeness);
        aligner.Align(0, old.Length, 0, next.Length);
        return aligner._pairs;
    }

    /// <summary>Pairs equal entries wherever they stand, and the others in their order.</summary>
    public static List<(int Old, int New)> InAnyOrder(ulong[] old, ulong[] next)
    {
        var pairs = new List<(int Old, int New)>();
        HashMatcher.Match(old, next, (i, j) => pairs.Add((i, j)));
        var (oldPaired, newPaired) = (pairs.Select(pair => pair.Old).ToHashSet(), pairs.Select(pair => pair.New).ToHashSet());
        pairs.AddRange(Enumerable.Range(0, old.Length).Where(i => !oldPaired.Contains(i)).Zip(Enumerable.Range(0, next.Length).Where(j => !newPaired.Contains(j))));
        return pairs;
    }

    private void Align(int oldStart, int oldEnd, int newStart, int newEnd)
    {
        while (oldStart < oldEnd && newStart < newEnd && _old[oldStart] == _new[newStart]) _pairs.Add((oldStart++, newStart++));
        while (oldStart < oldEnd && newStart < newEnd && _old[oldEnd - 1] == _new[newEnd - 1]) _pairs.Add((--oldEnd, --newEnd));
        var (oldCount, newCount) = (oldEnd - oldStart, newEnd - newStart);
        if (oldCount == 0 || newCount == 0) return;
        var anchors = Anchors.Find<ulong>(_old.AsSpan(oldStart, oldCount), _new.AsSpan(newStart, newCount));
        if (anchors.Count == 0)
        {
            Gap(oldStart, oldCount, newStart, newCount);
            return;
        }

        var (oldAt, newAt) = (oldStart, newStart);
        foreach (var (old, next) in anchors)
        {
            Align(oldAt, oldStart + old, newAt, newStart + next);
            _pairs.Add((oldStart + old, newStart + next));
            (oldAt, newAt) = (oldStart + old + 1, newStart + next + 1);
        }

        Align(oldAt, oldEnd, newAt, newEnd);
    }

    private void Gap(int oldStart, int oldCount, int newStart, int newCount)
    {
        if (oldCount == newCount || (long)oldCount * newCount > MostScores)
        {
            for (var i = 0; i < Math.Min(oldCount, newCount); i++) _pairs.Add((oldStart + i, newStart + i));
            return;
        }

        // The pairs in order whose likenesses add up to the most; scalars of which none is equal go by place.
        var best = new double[oldCount + 1, newCount + 1];
        for (var i = oldCount - 1; i >= 0; i--)
        {
            for (var j = newCount - 1; j >= 0; j--)
            {
                var likeness = _likeness(oldStart + i, newStart + j);
                var paired = likeness >= Enough ? likeness + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(paired, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        for (int i = 0, j = 0; i < oldCount && j < newCount;)
        {
            if (best[i, j].Equals(best[i + 1, j])) i++;
            else if (best[i, j].Equals(best[i, j + 1])) j++;
            else _pairs.Add((oldStart + i++, newStart + j++));
        }
    }
}
