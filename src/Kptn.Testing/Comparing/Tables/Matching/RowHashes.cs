using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Hashes of rows by what their cells mean, not how they are written.</summary>
internal static class RowHashes
{
    /// <summary>Hashes rows over some of the compared columns.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isNew">Which of both.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="places">The columns.</param>
    public static ulong[] Of(TablePair tables, bool isNew, int[] rows, IReadOnlyList<int> places)
    {
        var hashes = new ulong[rows.Length];
        var access = isNew ? tables.NewRows : tables.OldRows;
        for (var i = 0; i < rows.Length; i++) hashes[i] = Of(tables, isNew, access, rows[i], places);
        return hashes;
    }

    /// <summary>Hashes the first rows over some of the compared columns.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="isNew">Which of both.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="places">The columns.</param>
    public static ulong[] OfFirst(TablePair tables, bool isNew, int count, IReadOnlyList<int> places)
    {
        var hashes = new ulong[count];
        // To read no more of a row than the columns that count is worth much where there are many rows.
        var cells = 1 + places.Max(place => isNew ? tables.Plan.Compared[place].New : tables.Plan.Compared[place].Old);
        using var access = isNew ? new RowAccess(tables.NewSource, tables.New.Offsets, cells) : new RowAccess(tables.OldSource, tables.Old.Offsets, cells);
        for (var row = 0; row < count; row++) hashes[row] = Of(tables, isNew, access, row, places);
        return hashes;
    }

    private static ulong Of(TablePair tables, bool isNew, RowAccess access, int number, IReadOnlyList<int> places)
    {
        var (hash, row) = (0UL, access[number]);
        foreach (var place in places) hash += tables.Comparers[place].Hash(isNew ? tables.NewCell(row, place) : tables.OldCell(row, place));
        return hash;
    }
}
