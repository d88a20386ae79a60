using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Pairs rows that changed, where no key is declared: by columns that turn out to be unique, then the most alike.</summary>
internal sealed class LikenessMatcher(TablePair tables, CancellationToken cancellation)
{
    /// <summary>Cells of leftover rows held in memory, four bytes each.</summary>
    private const long MostCells = 80_000_000;

    private readonly List<(int Old, int New)> _pairs = [];

    /// <summary>The columns that rows were paired by, as places among the compared ones; empty where there are none.</summary>
    public IReadOnlyList<int> Keys { get; private set; } = [];

    /// <summary>Pairs rows.</summary>
    /// <returns>The pairs in the order of the new table; rows that are like no other are left out.</returns>
    public List<(int Old, int New)> Match(int[] old, int[] next)
    {
        if ((old.LongLength + next.LongLength) * tables.Comparers.Count > MostCells)
        {
            PairInOrder(old, next);
            return _pairs;
        }

        var before = LeftoverCells.Read(tables, false, old);
        var after = LeftoverCells.Read(tables, true, next);
        Keys = InferredKey.Find(tables, before, after, cancellation);
        if (Keys.Count > 0) (before, after) = PairByKey(before, after);
        // A unique column that changed is a changed cell only where nothing else did.
        var count = tables.Comparers.Count;
        Pair(before, after, fewest: Keys.Count > 0 ? Math.Max(2, count - 1) : (count + 1) / 2);
        _pairs.Sort((a, b) => a.New.CompareTo(b.New));
        return _pairs;
    }

    private (LeftoverCells Old, LeftoverCells New) PairByKey(LeftoverCells before, LeftoverCells after)
    {
        var (oldTaken, newTaken) = (new bool[before.Count], new bool[after.Count]);
        HashMatcher.Match(before.HashesOf(Keys), after.HashesOf(Keys), (old, next) =>
        {
            _pairs.Add((before.Rows[old], after.Rows[next]));
            (oldTaken[old], newTaken[next]) = (true, true);
        });
        return (before.Without(oldTaken), after.Without(newTaken));
    }

    private void Pair(LeftoverCells before, LeftoverCells after, int fewest)
    {
        if (before.Count == 0 || after.Count == 0) return;
        if (tables.Comparers.Count == 1) PairNeighbours(before, after);
        else _pairs.AddRange(new AlikeRows(before, after, fewest, cancellation).Pair());
    }

    // In a table of one column no changed row is like any other; where as many went as came, the order tells.
    private void PairNeighbours(LeftoverCells before, LeftoverCells after)
    {
        if (before.Count != after.Count || tables.Old.Count != tables.New.Count) return;
        for (var i = 0; i < before.Count; i++)
        {
            if (before.Rows[i] == after.Rows[i]) _pairs.Add((before.Rows[i], after.Rows[i]));
        }
    }

    private void PairInOrder(int[] old, int[] next)
    {
        for (var i = 0; i < Math.Min(old.Length, next.Length); i++)
        {
            var (row, other, alike) = (tables.OldRows[old[i]], tables.NewRows[next[i]], 0);
            for (var place = 0; place < tables.Comparers.Count; place++)
            {
                if (tables.Comparers[place].AreEqual(tables.OldCell(row, place), tables.NewCell(other, place))) alike++;
            }

            if (alike * 2 >= tables.Comparers.Count) _pairs.Add((old[i], next[i]));
        }
    }
}
