using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>A table as an output: <c>duckdb://[schema.]table</c>.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Table">Its name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableUrl(string Schema, string Table)
{
    private const string Prefix = "duckdb://";

    /// <summary>The name as SQL has it.</summary>
    public string Sql => $"{Quoted(Schema)}.{Quoted(Table)}";

    /// <summary>One text for each table: DuckDB does not tell capital letters from small ones in names.</summary>
    public string Key => $"{Schema}.{Table}".ToLowerInvariant();

    /// <summary>Whether an output is a table.</summary>
    public static bool Is(string path) => path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a table's name; a part may stand in double quotes, as in SQL.</summary>
    public static TableUrl Read(string path)
    {
        var name = path[Prefix.Length..];
        var dot = name.StartsWith('"') ? name.IndexOf("\".", 1, StringComparison.Ordinal) + 1 : name.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 ? new TableUrl("main", Part(name)) : new TableUrl(Part(name[..dot]), Part(name[(dot + 1)..]));
    }

    /// <summary>A name in quotes.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Part(string text) => text is ['"', .., '"'] && text.Length > 2 ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
}
