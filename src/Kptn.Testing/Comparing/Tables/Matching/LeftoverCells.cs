using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Short hashes of all compared cells of some rows.</summary>
internal sealed class LeftoverCells
{
    private readonly uint[] _cells;

    private LeftoverCells(int[] rows, int width, uint[] cells) => (Rows, Width, _cells) = (rows, width, cells);

    /// <summary>The rows.</summary>
    public int[] Rows { get; }

    /// <summary>How many columns are compared.</summary>
    public int Width { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Rows.Length;

    /// <summary>The hashes of a row's cells; 0 for an empty one.</summary>
    public ReadOnlySpan<uint> this[int index] => _cells.AsSpan(index * Width, Width);

    /// <summary>Reads rows.</summary>
    public static LeftoverCells Read(TablePair tables, bool isNew, int[] rows)
    {
        var width = tables.Comparers.Count;
        var cells = new uint[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = (isNew ? tables.NewRows : tables.OldRows)[rows[i]];
            for (var place = 0; place < width; place++)
            {
                var hash = tables.Comparers[place].ExactHash(isNew ? tables.NewCell(row, place) : tables.OldCell(row, place));
                cells[(i * width) + place] = (uint)(hash ^ (hash >> 32));
            }
        }

        return new LeftoverCells(rows, width, cells);
    }
}
