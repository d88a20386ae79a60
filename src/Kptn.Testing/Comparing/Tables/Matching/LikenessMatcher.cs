using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Pairs rows that changed, where no key is declared: by columns that turn out to be unique, then the most alike.</summary>
internal sealed class LikenessMatcher(TablePair tables, CancellationToken cancellation)
{
    /// <summary>Cells of leftover rows held in memory, four bytes each.</summary>
    private const long MostCells = 40_000_000;

    private readonly List<(int Old, int New)> _pairs = [];

    /// <summary>The columns that rows were paired by, as places among the compared ones; empty where there are none.</summary>
    public IReadOnlyList<int> Keys { get; private set; } = [];

    /// <summary>Pairs rows.</summary>
    /// <returns>The pairs in the order of the new table; rows that are like no other are left out.</returns>
    public List<(int Old, int New)> Match(int[] old, int[] next)
    {
        Keys = InferredKey.Find(tables, old, next, cancellation);
        if (Keys.Count > 0) (old, next) = PairByKey(old, next);
        if (old.Length > 0 && next.Length > 0) PairAlike(old, next);
        _pairs.Sort((a, b) => a.New.CompareTo(b.New));
        return _pairs;
    }

    private (int[] Old, int[] New) PairByKey(int[] old, int[] next)
    {
        var (oldTaken, newTaken) = (new bool[old.Length], new bool[next.Length]);
        _pairs.Capacity = Math.Min(old.Length, next.Length);
        var (before, after) = RowHashes.Of(tables, old, next, Keys);
        HashMatcher.Match(before, after, (place, other) =>
        {
            _pairs.Add((old[place], next[other]));
            (oldTaken[place], newTaken[other]) = (true, true);
        });
        return ([.. old.Where((_, i) => !oldTaken[i])], [.. next.Where((_, i) => !newTaken[i])]);
    }

    private void PairAlike(int[] old, int[] next)
    {
        // A unique column that changed is a changed cell only where nothing else did.
        var count = tables.Comparers.Count;
        var fewest = Keys.Count > 0 ? Math.Max(2, count - 1) : (count + 1) / 2;
        if (count == 1) PairNeighbours(old, next);
        else if ((old.LongLength + next.LongLength) * count > MostCells) PairInOrder(old, next, fewest);
        else _pairs.AddRange(new AlikeRows(LeftoverCells.Read(tables, false, old), LeftoverCells.Read(tables, true, next), fewest, cancellation).Pair());
    }

    // In a table of one column no changed row is like any other; where as many went as came, the order tells.
    private void PairNeighbours(int[] old, int[] next)
    {
        if (old.Length != next.Length || tables.Old.Count != tables.New.Count) return;
        for (var i = 0; i < old.Length; i++)
        {
            if (old[i] == next[i]) _pairs.Add((old[i], next[i]));
        }
    }

    private void PairInOrder(int[] old, int[] next, int fewest)
    {
        for (var i = 0; i < Math.Min(old.Length, next.Length); i++)
        {
            var (row, other, alike) = (tables.OldRows[old[i]], tables.NewRows[next[i]], 0);
            for (var place = 0; place < tables.Comparers.Count; place++)
            {
                if (tables.Comparers[place].AreEqual(tables.OldCell(row, place), tables.NewCell(other, place))) alike++;
            }

            if (alike >= fewest) _pairs.Add((old[i], next[i]));
        }
    }
}
