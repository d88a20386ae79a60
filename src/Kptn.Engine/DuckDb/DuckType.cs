using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>The type of a column or of a part of one.</summary>
/// <param name="Id">What it is.</param>
internal sealed record DuckType(DuckTypeId Id)
{
    /// <summary>How decimals and enums are stored.</summary>
    public DuckTypeId Storage { get; private init; }

    /// <summary>Digits behind a decimal's point.</summary>
    public int Scale { get; private init; }

    /// <summary>How many elements an array has.</summary>
    public int Size { get; private init; }

    /// <summary>Whether it is text that is JSON.</summary>
    public bool IsJson { get; private init; }

    /// <summary>Names of a struct's parts, or values of an enum.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Types of parts: the element, key and value, or members.</summary>
    public IReadOnlyList<DuckType> Parts { get; private init; } = [];

    /// <summary>Reads a type.</summary>
    public static DuckType Of(TypeHandle type)
    {
        var id = Duck.TypeId(type);
        return id switch
        {
            DuckTypeId.Varchar => new(id) { IsJson = Duck.Take(Duck.TypeAlias(type)) == "JSON" },
            DuckTypeId.Decimal => new(id) { Storage = Duck.DecimalStorage(type), Scale = Duck.DecimalScale(type) },
            DuckTypeId.Enum => new(id) { Storage = Duck.EnumStorage(type), Names = Many(Duck.EnumSize(type), i => Duck.Take(Duck.EnumValue(type, i))) },
            DuckTypeId.List => new(id) { Parts = [Part(Duck.ListType(type))] },
            DuckTypeId.Array => new(id) { Parts = [Part(Duck.ArrayType(type))], Size = (int)Duck.ArraySize(type) },
            DuckTypeId.Map => new(id) { Parts = [Part(Duck.MapKeyType(type)), Part(Duck.MapValueType(type))] },
            DuckTypeId.Struct => new(id) { Names = Many(Duck.StructCount(type), i => Duck.Take(Duck.StructName(type, i))), Parts = Many(Duck.StructCount(type), i => Part(Duck.StructType(type, i))) },
            DuckTypeId.Union => new(id) { Parts = Many(Duck.UnionCount(type), i => Part(Duck.UnionType(type, i))) },
            _ => new(id),
        };
    }

    private static DuckType Part(TypeHandle type)
    {
        using var owned = type;
        return Of(type);
    }

    private static T[] Many<T>(ulong count, Func<ulong, T> of)
    {
        var all = new T[count];
        for (var i = 0UL; i < count; i++) all[i] = of(i);
        return all;
    }
}
