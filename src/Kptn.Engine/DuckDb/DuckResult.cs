using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>What a statement gives: rows, a number of changed rows, or nothing.</summary>
internal sealed unsafe class DuckResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly DuckType[] _types;

    public DuckResult(ResultHandle handle)
    {
        const int Changed = 1;
        const int Query = 3;
        _handle = handle;
        var kind = Duck.ResultKind(*handle.Data);
        (IsChange, IsQuery) = (kind == Changed, kind == Query);
        var count = Duck.ColumnCount(handle.Data);
        var names = new string[count];
        _types = new DuckType[count];
        for (var i = 0UL; i < count; i++)
        {
            names[i] = Marshal.PtrToStringUTF8(Duck.ColumnName(handle.Data, i)) ?? "";
            using var type = Duck.ColumnType(handle.Data, i);
            _types[i] = DuckType.Of(type);
        }

        Columns = names;
    }

    /// <summary>Whether it is rows that were asked for.</summary>
    public bool IsQuery { get; }

    /// <summary>Whether it is one row with one number: how many rows were changed.</summary>
    public bool IsChange { get; }

    /// <summary>Names of its columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What went wrong while rows were made; <see langword="null"/> where nothing did.</summary>
    public DuckError? Error { get; private set; }

    /// <summary>Its rows, once; after the last one look at <see cref="Error"/>.</summary>
    public IEnumerable<object?[]> Rows()
    {
        while (Next() is { } chunk)
        {
            using (chunk)
            {
                var size = (long)Duck.ChunkSize(chunk);
                for (var row = 0L; row < size; row++) yield return Read(chunk, row);
            }
        }
    }

    /// <summary>Makes the rows that are left without reading them.</summary>
    /// <returns>How many there were.</returns>
    public long Count()
    {
        var count = 0L;
        while (Next() is { } chunk)
        {
            using (chunk) count += (long)Duck.ChunkSize(chunk);
        }

        return count;
    }

    /// <summary>The statement that its rows are made of, where that is to end with it.</summary>
    public DuckPrepared? Statement { get; set; }

    public void Dispose()
    {
        _handle.Dispose();
        Statement?.Dispose();
    }

    private object?[] Read(ChunkHandle chunk, long row)
    {
        var values = new object?[_types.Length];
        for (var i = 0; i < values.Length; i++) values[i] = DuckReader.Read(Duck.ChunkVector(chunk, (ulong)i), _types[i], row);
        return values;
    }

    private ChunkHandle? Next()
    {
        var chunk = Duck.FetchChunk(*_handle.Data);
        if (!chunk.IsInvalid) return chunk;
        chunk.Dispose();
        if (Marshal.PtrToStringUTF8(Duck.ResultError(_handle.Data)) is { Length: > 0 } error) Error = new DuckError(error);
        return null;
    }
}
