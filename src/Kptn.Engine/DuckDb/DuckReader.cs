using System.Numerics;
using System.Text;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>
/// Reads values out of vectors: numbers as .NET's, texts as strings, what has to do with time, UUIDs and bits as the text that DuckDB writes for them.
/// </summary>
internal static unsafe class DuckReader
{
    private const int Inlined = 12;

    /// <summary>Reads a value.</summary>
    public static object? Read(nint vector, DuckType type, long row)
    {
        var validity = Duck.VectorValidity(vector);
        if (validity is not null && (validity[row / 64] & (1UL << (int)(row % 64))) == 0) return null;
        var data = Duck.VectorData(vector);
        return type.Id switch
        {
            DuckTypeId.Boolean => data[row] != 0,
            DuckTypeId.Float => ((float*)data)[row],
            DuckTypeId.Double => ((double*)data)[row],
            DuckTypeId.Varchar => Text(data, row) is var text && type.IsJson ? new DuckJson(text) : text,
            DuckTypeId.Blob or DuckTypeId.BigNum => Bytes(data, row).ToArray(),
            DuckTypeId.Bit => DuckText.OfBits(Bytes(data, row)),
            DuckTypeId.Uuid => DuckText.OfUuid(((ulong*)data)[2 * row], ((ulong*)data)[(2 * row) + 1]),
            DuckTypeId.Decimal => new DuckDecimal(Integer(data, type.Storage, row), type.Scale),
            DuckTypeId.Enum => type.Names[(int)Integer(data, type.Storage, row)],
            DuckTypeId.Interval => DuckText.OfInterval(((int*)data)[4 * row], ((int*)data)[(4 * row) + 1], ((long*)data)[(2 * row) + 1]),
            DuckTypeId.Date => DuckText.OfDate(((int*)data)[row]),
            DuckTypeId.Time => DuckText.OfTime(((long*)data)[row], 6),
            DuckTypeId.TimeNs => DuckText.OfTime(((long*)data)[row], 9),
            DuckTypeId.TimeTz => DuckText.OfTimeWithOffset(((ulong*)data)[row]),
            DuckTypeId.TimestampS => DuckText.OfTimestamp(((long*)data)[row], 0),
            DuckTypeId.TimestampMs => DuckText.OfTimestamp(((long*)data)[row], 3),
            DuckTypeId.Timestamp => DuckText.OfTimestamp(((long*)data)[row], 6),
            DuckTypeId.TimestampNs => DuckText.OfTimestamp(((long*)data)[row], 9),
            DuckTypeId.TimestampTz => DuckText.OfTimestamp(((long*)data)[row], 6) is var local && local.EndsWith("infinity", StringComparison.Ordinal) ? local : local + "+00",
            DuckTypeId.List => Elements(Duck.ListChild(vector), type.Parts[0], (long)((ulong*)data)[2 * row], (long)((ulong*)data)[(2 * row) + 1]),
            DuckTypeId.Array => Elements(Duck.ArrayChild(vector), type.Parts[0], row * type.Size, type.Size),
            DuckTypeId.Struct => new DuckStruct([.. type.Names.Select((name, i) => KeyValuePair.Create<object?, object?>(name, Read(Duck.StructChild(vector, (ulong)i), type.Parts[i], row)))]),
            DuckTypeId.Map => Map(Duck.ListChild(vector), type, (long)((ulong*)data)[2 * row], (long)((ulong*)data)[(2 * row) + 1]),
            DuckTypeId.Union => Union(vector, type, row),
            DuckTypeId.SqlNull => null,
            _ => Number(Integer(data, type.Id, row)),
        };
    }

    private static object Number(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;

    private static BigInteger Integer(byte* data, DuckTypeId type, long row) => type switch
    {
        DuckTypeId.TinyInt => ((sbyte*)data)[row],
        DuckTypeId.SmallInt => ((short*)data)[row],
        DuckTypeId.Integer => ((int*)data)[row],
        DuckTypeId.BigInt => ((long*)data)[row],
        DuckTypeId.UTinyInt => data[row],
        DuckTypeId.USmallInt => ((ushort*)data)[row],
        DuckTypeId.UInteger => ((uint*)data)[row],
        DuckTypeId.UBigInt => ((ulong*)data)[row],
        DuckTypeId.HugeInt => ((BigInteger)((long*)data)[(2 * row) + 1] << 64) + ((ulong*)data)[2 * row],
        DuckTypeId.UHugeInt => ((BigInteger)((ulong*)data)[(2 * row) + 1] << 64) + ((ulong*)data)[2 * row],
        _ => throw new NotSupportedException($"values of DuckDB's type {type} cannot be read; cast them to VARCHAR"),
    };

    private static object?[] Elements(nint child, DuckType type, long from, long count)
    {
        var elements = new object?[count];
        for (var i = 0L; i < count; i++) elements[i] = Read(child, type, from + i);
        return elements;
    }

    private static DuckStruct Map(nint entries, DuckType type, long from, long count)
    {
        var keys = Elements(Duck.StructChild(entries, 0), type.Parts[0], from, count);
        var values = Elements(Duck.StructChild(entries, 1), type.Parts[1], from, count);
        return new DuckStruct([.. keys.Zip(values, KeyValuePair.Create)]);
    }

    private static object? Union(nint vector, DuckType type, long row)
    {
        var member = Duck.VectorData(Duck.StructChild(vector, 0))[row];
        return Read(Duck.StructChild(vector, (ulong)member + 1), type.Parts[member], row);
    }

    private static ReadOnlySpan<byte> Bytes(byte* data, long row)
    {
        var text = data + (16 * row);
        var length = *(int*)text;
        return new ReadOnlySpan<byte>(length <= Inlined ? text + 4 : *(byte**)(text + 8), length);
    }

    private static string Text(byte* data, long row) => Encoding.UTF8.GetString(Bytes(data, row));
}
