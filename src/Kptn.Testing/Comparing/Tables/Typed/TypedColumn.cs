using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>A column of a table that says its types.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as DuckDB writes it, such as <c>DECIMAL(18,3)</c>.</param>
internal sealed record TypedColumn(string Name, string Type)
{
    /// <summary>What its values are to the comparers.</summary>
    public TypeMask Mask { get; } = MaskOf(Type);

    /// <summary>What its cells say of their own type.</summary>
    public CellKind Kind => Mask switch
    {
        TypeMask.Text => CellKind.String,
        TypeMask.Json => CellKind.Json,
        _ => CellKind.Plain,
    };

    private static TypeMask MaskOf(string type)
    {
        if (type.EndsWith(']') || type.StartsWith("STRUCT(", StringComparison.Ordinal) || type.StartsWith("MAP(", StringComparison.Ordinal) || type.StartsWith("UNION(", StringComparison.Ordinal)) return TypeMask.Json;
        if (type.StartsWith("DECIMAL(", StringComparison.Ordinal)) return TypeMask.Decimal;
        return type switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" or "BIGNUM" => TypeMask.Integer,
            "FLOAT" or "DOUBLE" => TypeMask.Float,
            "BOOLEAN" => TypeMask.Boolean,
            "DATE" => TypeMask.Date,
            "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => TypeMask.DateTime,
            _ => TypeMask.Text,
        };
    }
}
