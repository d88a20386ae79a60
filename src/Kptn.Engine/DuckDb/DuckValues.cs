using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>Makes values to bind out of JSON.</summary>
internal static unsafe class DuckValues
{
    /// <summary>The value: null, a boolean, a number, text; a list of scalars of one kind; else the JSON as text.</summary>
    public static ValueHandle Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Duck.NullValue(),
        JsonValueKind.True => Duck.Bool(true),
        JsonValueKind.False => Duck.Bool(false),
        JsonValueKind.Number when value.TryGetInt64(out var number) => Duck.Int64(number),
        JsonValueKind.Number => Number(value),
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array when ElementType(value) is { } type => List(value, type),
        _ => Text(value.GetRawText()),
    };

    // A double would lose digits of large integers, and of decimals that a query gave.
    private static ValueHandle Number(JsonElement value)
    {
        var text = value.GetRawText();
        if (DuckNumber.IsInteger(text, out var integer)) return Duck.HugeInt(new DuckHugeInt(integer));
        if (!DuckNumber.IsDecimal(text, out var number)) return Duck.Double(value.GetDouble());
        return Duck.Decimal(new DuckDecimalValue(DuckNumber.MostDigits, (byte)number.Scale, new DuckHugeInt(number.Digits)));
    }

    private static ValueHandle Text(string text)
    {
        // One byte more than counts: a pointer to nothing at all is none, and DuckDB wants one.
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length) + 1];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes) return Duck.Text(start, (ulong)length);
    }

    private static ValueHandle List(JsonElement list, DuckTypeId type)
    {
        var values = list.EnumerateArray().Select(Of).ToArray();
        try
        {
            using var element = Duck.CreateType((int)type);
            nint[] handles = [.. values.Select(value => value.DangerousGetHandle()), 0];
            fixed (nint* start = handles) return Duck.List(element, start, (ulong)values.Length);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    // What all elements can be; nothing where they differ in kind.
    private static DuckTypeId? ElementType(JsonElement list)
    {
        DuckTypeId? common = null;
        foreach (var element in list.EnumerateArray())
        {
            DuckTypeId? type = element.ValueKind switch
            {
                JsonValueKind.True or JsonValueKind.False => DuckTypeId.Boolean,
                JsonValueKind.Number => NumberType(element),
                JsonValueKind.String => DuckTypeId.Varchar,
                JsonValueKind.Null => common ?? DuckTypeId.SqlNull,
                _ => null,
            };
            if (type is null) return null;
            if (common is null or DuckTypeId.SqlNull || type == common) common = type;
            else if (Rank(type.Value) == 0 || Rank(common.Value) == 0) return null;
            else if (Rank(type.Value) > Rank(common.Value)) common = type;
        }

        return common is null or DuckTypeId.SqlNull ? DuckTypeId.Varchar : common;
    }

    private static DuckTypeId NumberType(JsonElement number) =>
        number.TryGetInt64(out _) ? DuckTypeId.BigInt : DuckNumber.IsInteger(number.GetRawText(), out _) ? DuckTypeId.HugeInt : DuckTypeId.Double;

    // Which numbers hold which; 0 for what is no number.
    private static int Rank(DuckTypeId type) => type switch
    {
        DuckTypeId.BigInt => 1,
        DuckTypeId.HugeInt => 2,
        DuckTypeId.Double => 3,
        _ => 0,
    };
}
