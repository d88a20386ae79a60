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
        for (var i = 0; i < rows.Length; i++)
        {
            var row = (isNew ? tables.NewRows : tables.OldRows)[rows[i]];
            foreach (var place in places)
                hashes[i] += tables.Comparers[place].Hash(isNew ? tables.NewCell(row, place) : tables.OldCell(row, place));
        }

        return hashes;
    }
}
