namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Finds out what stands between the cells of a file.</summary>
internal static class Delimiters
{
    private const int Sniffed = 64 << 10;
    private const int Rows = 20;

    /// <summary>The delimiter: tab by extension, else the one that cuts the first rows alike into the most cells.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shownPath">The path whose extension tells.</param>
    public static byte Of(string path, string shownPath)
    {
        if (Path.GetExtension(shownPath).ToLowerInvariant() is ".tsv" or ".tab") return (byte)'\t';
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = new byte[Sniffed];
        var text = start.AsSpan(0, RandomAccess.Read(file, start, 0));
        var (best, most) = ((byte)',', 1);
        foreach (var candidate in ",;\t|"u8)
        {
            var cells = CellsOfEachRow(text, candidate);
            if (cells <= most) continue;
            (best, most) = (candidate, cells);
        }

        return best;
    }

    // The header's number of cells where the rows below have it too; 1 where they do not.
    private static int CellsOfEachRow(ReadOnlySpan<byte> text, byte delimiter)
    {
        var (header, cells, rows, inQuotes, alike) = (0, 1, 0, false, 0);
        foreach (var value in text)
        {
            if (value == '"') inQuotes = !inQuotes;
            else if (inQuotes) continue;
            else if (value == delimiter) cells++;
            else if (value == '\n')
            {
                if (rows == 0) header = cells;
                else if (cells == header) alike++;
                (cells, rows) = (1, rows + 1);
                if (rows == Rows) break;
            }
        }

        if (rows == 0) return cells;
        return rows == 1 || alike * 2 >= rows - 1 ? header : 1;
    }
}
