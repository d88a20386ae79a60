using System.Runtime.InteropServices;
using System.Text.Json;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>A statement that can run.</summary>
internal sealed unsafe class DuckPrepared(PreparedHandle handle) : IDisposable
{
    /// <summary>Names of its parameters, in the order in which they are bound.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Enumerable.Range(1, (int)Duck.ParameterCount(handle)).Select(i => Duck.Take(Duck.ParameterName(handle, (ulong)i)))];

    /// <summary>Binds a JSON value to a parameter.</summary>
    /// <param name="index">Its index among the names.</param>
    /// <param name="value">The value: a list of scalars becomes a list, other lists and objects their JSON text.</param>
    /// <returns>Whether DuckDB took it.</returns>
    public bool Bind(int index, JsonElement value)
    {
        using var bound = DuckValues.Of(value);
        return Duck.Bind(handle, (ulong)index + 1, bound) == Duck.Success;
    }

    /// <summary>Runs it. Its rows are made while they are read.</summary>
    public (DuckResult? Result, DuckError? Error) Execute()
    {
        var result = new ResultHandle();
        if (Duck.Execute(handle, result.Data) == Duck.Success) return (new DuckResult(result), null);
        var error = Marshal.PtrToStringUTF8(Duck.ResultError(result.Data)) ?? "it failed";
        result.Dispose();
        return (null, new DuckError(error));
    }

    public void Dispose() => handle.Dispose();
}
