using System.Globalization;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>What of a column is hashed, so that values which differ in anything have other hashes.</summary>
internal static class HashedColumn
{
    // Digits of decimals that DuckDB keeps in 64 bits.
    private const int Small = 18;

    /// <summary>The expressions.</summary>
    /// <param name="name">The column, as SQL has it.</param>
    /// <param name="type">Its type, as DuckDB describes it.</param>
    /// <remarks>
    /// DuckDB's own hash is the same for values that it takes for equal (0.0 and -0.0, 30 days and a month), for NULL and an empty list or a struct of NULLs, and for
    /// integers of 128 bits whose halves change places, or are alike: 0 and -1.
    /// </remarks>
    public static string Of(string name, string type) => Kind(type) switch
    {
        "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "VARCHAR" or "JSON" or "BLOB" or "DATE" or "TIME" or "ENUM" => name,
        "DECIMAL" when Width(type) <= Small => name,
        "HUGEINT" or "UHUGEINT" or "DECIMAL" => $"{name}, {name}::DOUBLE",
        "FLOAT" or "DOUBLE" => $"{name}, {name} = 0 AND signbit({name})",
        var kind when kind.StartsWith("TIMESTAMP", StringComparison.Ordinal) => name,
        _ => $"{name}, {name}::VARCHAR",
    };

    private static string Kind(string type)
    {
        if (type.EndsWith(']')) return "LIST";
        var end = type.IndexOf('(', StringComparison.Ordinal);
        return end < 0 ? type : type[..end];
    }

    private static int Width(string type)
    {
        var digits = type.AsSpan("DECIMAL(".Length);
        return int.TryParse(digits[..Math.Max(0, digits.IndexOf(','))], NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : int.MaxValue;
    }
}
