using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds columns whose values tell all rows of both tables apart, and by which changed rows find each other.</summary>
internal static class InferredKey
{
    private const int MostColumns = 12;
    private const int MostChecks = 3;

    /// <summary>The columns, as places among the compared ones; empty where there are none.</summary>
    public static IReadOnlyList<int> Find(TablePair tables, LeftoverCells before, LeftoverCells after, CancellationToken cancellation)
    {
        var columns = Enumerable.Range(0, tables.Comparers.Count)
            .Where(place => !tables.Plan.Compared[place].IsSurplus && tables.Comparers[place].Type is ColumnType.Integer or ColumnType.Text or ColumnType.Date or ColumnType.DateTime)
            .Take(MostColumns).ToList();
        var candidates = columns.Select(place => new[] { place })
            .Concat(from first in columns from second in columns where first < second select new[] { first, second })
            .Where(places => places.Length < tables.Comparers.Count);
        var checks = 0;
        foreach (var places in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TellApart(before.HashesOf(places), after.HashesOf(places))) continue;
            if (++checks > MostChecks) break;
            if (IsUnique(tables, false, places) && IsUnique(tables, true, places)) return places;
        }

        return [];
    }

    // Whether no value stands twice on a side, and half of those of the smaller side are on both.
    private static bool TellApart(ulong[] before, ulong[] after)
    {
        var seen = new HashSet<ulong>(before);
        if (!IsNearly(seen.Count, before.Length)) return false;
        var (distinct, shared) = (new HashSet<ulong>(after), 0);
        if (!IsNearly(distinct.Count, after.Length)) return false;
        foreach (var value in distinct) shared += seen.Contains(value) ? 1 : 0;
        return shared > 0 && shared * 2L >= Math.Min(before.Length, after.Length);
    }

    // Hashes of cells are short: of millions of values some share one.
    private static bool IsNearly(int distinct, int count) => count - distinct <= (double)count * count / (1L << 32);

    private static bool IsUnique(TablePair tables, bool isNew, int[] places)
    {
        var rows = new int[(isNew ? tables.New : tables.Old).Count];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        var hashes = RowHashes.Of(tables, isNew, rows, places);
        Array.Sort(hashes);
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1]) return false;
        }

        return true;
    }
}
