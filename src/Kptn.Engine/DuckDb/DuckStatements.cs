using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>Statements that were parsed.</summary>
/// <param name="connection">Where they run.</param>
/// <param name="extracted">They.</param>
/// <param name="count">How many.</param>
internal sealed class DuckStatements(ConnectionHandle connection, ExtractedHandle extracted, int count) : IDisposable
{
    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>Prepares one, which looks up what it names.</summary>
    public (DuckPrepared? Prepared, DuckError? Error) Prepare(int index)
    {
        if (Duck.Prepare(connection, extracted, (ulong)index, out var prepared) == Duck.Success) return (new DuckPrepared(prepared), null);

        // DuckDB ends the process where anything but its error is asked of a statement that could not be prepared.
        var error = Marshal.PtrToStringUTF8(Duck.PrepareError(prepared)) ?? "it could not be prepared";
        prepared.Dispose();
        return (null, new DuckError(error));
    }

    public void Dispose() => extracted.Dispose();
}
