namespace Kptn.Testing.Comparing.Files;

/// <summary>Knows some binary formats by how they begin.</summary>
internal static class Signatures
{
    private static readonly (byte[] Start, string Name)[] Known =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A], "PNG image"),
        ([0xFF, 0xD8, 0xFF], "JPEG image"),
        ("GIF8"u8.ToArray(), "GIF image"),
        ("%PDF-"u8.ToArray(), "PDF document"),
        ("PAR1"u8.ToArray(), "Parquet table"),
        ("ARROW1"u8.ToArray(), "Arrow table"),
        ("FEA1"u8.ToArray(), "Feather table"),
        ([0x1F, 0x8B], "gzip archive"),
        ("BZh"u8.ToArray(), "bzip2 archive"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "xz archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd archive"),
        ([(byte)'P', (byte)'K', 3, 4], "ZIP archive"),
        ("SQLite format 3"u8.ToArray(), "SQLite database"),
        ("RDX3\n"u8.ToArray(), "R data"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "HDF5 file"),
        ([(byte)'I', (byte)'I', 0x2A, 0], "TIFF image"),
        ([(byte)'M', (byte)'M', 0, 0x2A], "TIFF image"),
    ];

    /// <summary>What a file is; empty where not known.</summary>
    public static string Of(ReadOnlySpan<byte> start)
    {
        foreach (var (begin, name) in Known)
        {
            if (start.StartsWith(begin)) return name;
        }

        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8)) return "WebP image";
        if (start.Length >= 12 && start[8..12].SequenceEqual("DUCK"u8)) return "DuckDB database";
        return start.Length >= 30 && start.StartsWith("BM"u8) && start[6..10].SequenceEqual("\0\0\0\0"u8) ? "BMP image" : "";
    }

    /// <summary>Whether bytes that are no UTF-8 are no text of an older encoding either.</summary>
    public static bool LooksBinary(ReadOnlySpan<byte> start)
    {
        var controls = 0;
        foreach (var value in start)
        {
            if (value < 32 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 27)) controls++;
        }

        return controls * 100 > start.Length;
    }
}
