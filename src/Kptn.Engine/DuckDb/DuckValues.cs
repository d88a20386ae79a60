using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>Makes values to bind out of JSON.</summary>
internal static unsafe class DuckValues
{
    /// <summary>The value: null, a boolean, an integer of 64 bits, a double, text; a list of scalars of one kind; else the JSON as text.</summary>
    public static ValueHandle Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Duck.NullValue(),
        JsonValueKind.True => Duck.Bool(true),
        JsonValueKind.False => Duck.Bool(false),
        JsonValueKind.Number when value.TryGetInt64(out var number) => Duck.Int64(number),
        JsonValueKind.Number => Duck.Double(value.GetDouble()),
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array when ElementType(value) is { } type => List(value, type),
        _ => Text(value.GetRawText()),
    };

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
                JsonValueKind.Number => element.TryGetInt64(out _) ? DuckTypeId.BigInt : DuckTypeId.Double,
                JsonValueKind.String => DuckTypeId.Varchar,
                JsonValueKind.Null => common ?? DuckTypeId.SqlNull,
                _ => null,
            };
            if (type is null) return null;
            if (common is null or DuckTypeId.SqlNull || (common == DuckTypeId.BigInt && type == DuckTypeId.Double)) common = type;
            else if (type != common && !(common == DuckTypeId.Double && type == DuckTypeId.BigInt)) return null;
        }

        return common is null or DuckTypeId.SqlNull ? DuckTypeId.Varchar : common;
    }
}
