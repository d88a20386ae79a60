using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Finds columns whose values tell all rows of both tables apart, and by which changed rows find each other.</summary>
internal static class InferredKey
{
    private const int MostColumns = 12;
    private const int MostChecks = 3;

    /// <summary>Rows that are tried before all.</summary>
    private const int Early = 20_000;

    /// <summary>Rows read to try columns; after that no more are tried.</summary>
    private const long MostReads = 40_000_000;

    /// <summary>The columns, as places among the compared ones; empty where there are none.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="old">Rows before that found no equal one.</param>
    /// <param name="next">Rows after that found no equal one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<int> Find(TablePair tables, int[] old, int[] next, CancellationToken cancellation)
    {
        var columns = Enumerable.Range(0, tables.Comparers.Count).Where(place => MayBeKey(tables, place)).Take(MostColumns).ToList();
        var candidates = columns.Select(place => new[] { place })
            .Concat(from first in columns from second in columns where first < second select new[] { first, second })
            .Where(places => places.Length < tables.Comparers.Count);
        var (checks, reads) = (0, 0L);
        foreach (var places in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            reads += old.Length + next.Length;
            if (reads > MostReads) break;
            if (!MayTellApart(tables, old, next, places) || !TellApart(RowHashes.Of(tables, old, next, places))) continue;
            if (++checks > MostChecks) break;
            if (AreUnique(tables, places) && tables.Typed?.AreUnique([.. places.Select(place => tables.Plan.Compared[place])]) is not false) return places;
        }

        return [];
    }

    private static bool MayBeKey(TablePair tables, int place)
        => !tables.Plan.Compared[place].IsSurplus && tables.Comparers[place].Type is ColumnType.Integer or ColumnType.Text or ColumnType.Date or ColumnType.DateTime;

    private static bool MayTellApart(TablePair tables, int[] old, int[] next, int[] places)
        => (old.Length <= Early || SortedHashes.Repeated(RowHashes.Of(tables, false, old[..Early], places)) == 0)
            && (next.Length <= Early || SortedHashes.Repeated(RowHashes.Of(tables, true, next[..Early], places)) == 0);

    // Whether no value stands twice on a side, and half of those of the smaller side are on both.
    private static bool TellApart((ulong[] Old, ulong[] New) hashes)
    {
        if (SortedHashes.Repeated(hashes.Old) > 0 || SortedHashes.Repeated(hashes.New) > 0) return false;
        var shared = SortedHashes.Shared(hashes.Old, hashes.New);
        return shared > 0 && shared * 2L >= Math.Min(hashes.Old.Length, hashes.New.Length);
    }

    private static bool AreUnique(TablePair tables, int[] places)
    {
        // A value that stands twice mostly does so early, and then the rest need not be read.
        if (!IsUnique(tables, false, places, Early) || !IsUnique(tables, true, places, Early)) return false;
        var (old, next) = (false, false);
        InParallel.Both(Math.Min(tables.Old.Count, tables.New.Count) > Early, () => old = IsUnique(tables, false, places, int.MaxValue), () => next = IsUnique(tables, true, places, int.MaxValue));
        return old && next;
    }

    private static bool IsUnique(TablePair tables, bool isNew, int[] places, int most)
        => SortedHashes.Repeated(RowHashes.OfFirst(tables, isNew, Math.Min(most, (isNew ? tables.New : tables.Old).Count), places)) == 0;
}
