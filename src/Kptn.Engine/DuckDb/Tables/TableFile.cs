namespace Kptn.Engine.DuckDb.Tables;

/// <summary>The Parquet files that stand for tables where content is kept: one for each table, below a folder.</summary>
internal static class TableFile
{
    private const string Folder = "duckdb/";
    private const string Extension = ".parquet";

    /// <summary>The file's path below a scratch dir, with slashes, such as <c>duckdb/main.orders.parquet</c>; the same path where an output is no table.</summary>
    /// <param name="output">The output.</param>
    public static string Of(string output) => TableUrl.Is(output) ? $"{Folder}{Escaped(TableUrl.Read(output).Key)}{Extension}" : output;

    /// <summary>The table that a path stands for; <see langword="null"/> where it is none.</summary>
    public static TableUrl? Read(string path)
    {
        if (!path.StartsWith(Folder, StringComparison.Ordinal) || !path.EndsWith(Extension, StringComparison.Ordinal)) return null;
        var name = Uri.UnescapeDataString(path[Folder.Length..^Extension.Length]);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 ? null : new TableUrl(name[..dot], name[(dot + 1)..]);
    }

    // Only what would make folders; patterns stay patterns.
    private static string Escaped(string name) => name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
}
