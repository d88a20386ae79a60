using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <summary><c>duckdb_result</c>: all of it is DuckDB's own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResultData
{
    private readonly ulong _columns;
    private readonly ulong _rows;
    private readonly ulong _changed;
    private readonly nint _columnData;
    private readonly nint _error;
    private readonly nint _data;
}
