using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DuckDecimalValue(byte width, byte scale, DuckHugeInt value)
{
    private readonly byte _width = width;
    private readonly byte _scale = scale;
    private readonly DuckHugeInt _value = value;
}
