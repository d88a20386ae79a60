namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Finds the lines of a few bytes of a file.</summary>
internal static class LineNumbers
{
    private const int Part = 1 << 18;

    /// <summary>The line, from 1, of each offset.</summary>
    public static long[] Of(string path, long[] offsets)
    {
        var lines = new long[offsets.Length];
        if (offsets.Length == 0) return lines;
        var order = Enumerable.Range(0, offsets.Length).OrderBy(i => offsets[i]).ToArray();
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var part = new byte[Part];
        var (at, line) = (0L, 1L);
        foreach (var i in order)
        {
            while (at < offsets[i])
            {
                var count = RandomAccess.Read(file, part.AsSpan(0, (int)Math.Min(Part, offsets[i] - at)), at);
                if (count == 0) break;
                line += part.AsSpan(0, count).Count((byte)'\n');
                at += count;
            }

            lines[i] = line;
        }

        return lines;
    }
}
