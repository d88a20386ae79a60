using System.Text.Unicode;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Files;

/// <summary>Finds out what files are compared as.</summary>
internal static class FileKinds
{
    private const int Sniffed = 8 << 10;

    /// <summary>The mode of an output: as declared, else by extension and content.</summary>
    public static CompareMode Of(string path, string oldFile, string newFile, CompareSettings settings)
    {
        if (settings.ModeOf(path) is not CompareMode.Auto and var mode) return mode;
        if (AreTyped(oldFile, newFile)) return CompareMode.Table;
        if (IsDatabase(oldFile) && IsDatabase(newFile)) return CompareMode.Folder;
        if (!IsText(oldFile) || !IsText(newFile)) return CompareMode.Binary;
        return OfText(path);
    }

    /// <summary>The mode of one file.</summary>
    public static CompareMode Of(string path, string file) => IsText(file) ? OfText(path) : IsParquet(file) ? CompareMode.Table : CompareMode.Binary;

    /// <summary>Whether a file is a Parquet file by how it begins.</summary>
    public static bool IsParquet(string file) => FileBytes.Start(file, 4).AsSpan().SequenceEqual("PAR1"u8);

    /// <summary>Whether a file is a database of DuckDB by how it begins.</summary>
    public static bool IsDatabase(string file) => FileBytes.Start(file, 12) is { Length: 12 } start && start.AsSpan(8).SequenceEqual("DUCK"u8);

    // Two Parquet files, or one and a table as text.
    private static bool AreTyped(string oldFile, string newFile) => (IsParquet(oldFile), IsParquet(newFile)) switch
    {
        (true, true) => true,
        (true, false) => IsTextTable(newFile),
        (false, true) => IsTextTable(oldFile),
        _ => false,
    };

    private static bool IsTextTable(string file) => OfText(file) == CompareMode.Table && IsText(file);

    private static CompareMode OfText(string path)
    {
        if (TableSource.IsJsonLines(path)) return CompareMode.Table;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".tab" or ".psv" => CompareMode.Table,
            ".json" or ".geojson" or ".topojson" or ".ipynb" => CompareMode.Json,
            _ => CompareMode.Text,
        };
    }

    private static bool IsText(string path)
    {
        ReadOnlySpan<byte> start = FileBytes.Start(path, Sniffed);
        if (IsUtf16(start)) return true;
        if (start.Contains((byte)0) || Signatures.Of(start).Length > 0) return false;
        return Utf8.IsValid(start) || !Signatures.LooksBinary(start);
    }

    private static bool IsUtf16(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
}
