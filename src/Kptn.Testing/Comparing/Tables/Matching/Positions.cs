using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Compares row by row. Where a tolerance is declared this goes first: a row that moved a little may by chance be written as another one was.</summary>
internal static class Positions
{
    /// <summary>Whether each row is equal to the one at its place.</summary>
    public static bool AreAllEqual(TablePair tables)
    {
        if (tables.Old.Count != tables.New.Count || !tables.IsTolerant) return false;
        for (var row = 0; row < tables.Old.Count; row++)
        {
            if (tables.Old.Hashes[row] != tables.New.Hashes[row] && !tables.AreEqual(row, row)) return false;
        }

        return true;
    }

    /// <summary>Pairs each row with the one at its place.</summary>
    public static Pairing Pair(TablePair tables)
    {
        var pairing = new Pairing(tables.Old.Count, tables.New.Count);
        for (var row = 0; row < tables.Old.Count; row++)
        {
            if (tables.Old.Hashes[row] == tables.New.Hashes[row]) pairing.Add(row, row);
            else pairing.AddByValue(row, row);
        }

        return pairing;
    }
}
