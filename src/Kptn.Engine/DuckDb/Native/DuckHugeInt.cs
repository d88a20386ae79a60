using System.Numerics;
using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <summary><c>duckdb_hugeint</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DuckHugeInt
{
    private readonly ulong _lower;
    private readonly long _upper;

    public DuckHugeInt(BigInteger number) => (_lower, _upper) = ((ulong)(number & ulong.MaxValue), (long)(number >> 64));
}
