using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Hashes of rows by what their cells mean, not how they are written.</summary>
internal static class RowHashes
{
    /// <summary>With more rows, both tables are read at once, and no more of each row than counts.</summary>
    private const int Many = 20_000;

    /// <summary>Hashes rows of both tables over some of the compared columns.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="old">Rows before.</param>
    /// <param name="next">Rows after.</param>
    /// <param name="places">The columns.</param>
    public static (ulong[] Old, ulong[] New) Of(TablePair tables, int[] old, int[] next, IReadOnlyList<int> places)
    {
        ulong[] before = [], after = [];
        InParallel.Both(Math.Min(old.Length, next.Length) > Many, () => before = Of(tables, false, old, places), () => after = Of(tables, true, next, places));
        return (before, after);
    }

    /// <summary>Hashes rows of one table.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isNew">Which of both.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="places">The columns.</param>
    public static ulong[] Of(TablePair tables, bool isNew, int[] rows, IReadOnlyList<int> places) => Of(tables, isNew, rows.Length, i => rows[i], places);

    /// <summary>Hashes the first rows of one table.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isNew">Which of both.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="places">The columns.</param>
    public static ulong[] OfFirst(TablePair tables, bool isNew, int count, IReadOnlyList<int> places) => Of(tables, isNew, count, i => i, places);

    private static ulong[] Of(TablePair tables, bool isNew, int count, Func<int, int> rowAt, IReadOnlyList<int> places)
    {
        var hashes = new ulong[count];
        using var part = count > Many && places.Count > 0 ? Part(tables, isNew, places) : null;
        var access = part ?? (isNew ? tables.NewRows : tables.OldRows);
        for (var i = 0; i < count; i++)
        {
            var row = access[rowAt(i)];
            foreach (var place in places) hashes[i] += tables.Comparers[place].Hash(isNew ? tables.NewCell(row, place) : tables.OldCell(row, place));
        }

        return hashes;
    }

    private static RowAccess? Part(TablePair tables, bool isNew, IReadOnlyList<int> places)
    {
        var cells = 1 + places.Max(place => isNew ? tables.Plan.Compared[place].New : tables.Plan.Compared[place].Old);
        // Where all are wanted, rows that follow each other need not be sought.
        if (cells >= (isNew ? tables.New : tables.Old).Types.Length - 1) return null;
        return isNew ? new RowAccess(tables.NewSource, tables.New.Offsets, cells) : new RowAccess(tables.OldSource, tables.Old.Offsets, cells);
    }
}
