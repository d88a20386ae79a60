using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Finds where cells end. Cells are short, so 64 bytes are looked at once, and what was found in them is remembered for the cells that follow.</summary>
/// <param name="delimiter">What stands between cells.</param>
internal sealed class CellEnds(byte delimiter)
{
    private const int Block = 64;
    private const byte LineFeed = (byte)'\n';

    private readonly Vector128<byte> _delimiters = Vector128.Create(delimiter);
    private int _start = -Block;
    private ulong _ends;

    /// <summary>Forgets what was found, because other bytes are there now.</summary>
    public void Forget() => (_start, _ends) = (-Block, 0);

    /// <summary>The first delimiter or line end from a position on; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int From(ReadOnlySpan<byte> text, int at)
    {
        var offset = at - _start;
        if ((uint)offset < Block && _ends >> offset is not 0 and var ends) return at + BitOperations.TrailingZeroCount(ends);
        return Next(text, (uint)offset < Block ? _start + Block : at);
    }

    private int Next(ReadOnlySpan<byte> text, int at)
    {
        for (; at + Block <= text.Length; at += Block)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at);
            var ends = Mask(ref first) | Mask(ref Unsafe.Add(ref first, 16)) << 16 | Mask(ref Unsafe.Add(ref first, 32)) << 32 | Mask(ref Unsafe.Add(ref first, 48)) << 48;
            if (ends == 0) continue;
            (_start, _ends) = (at, ends);
            return at + BitOperations.TrailingZeroCount(ends);
        }

        var end = text[Math.Min(at, text.Length)..].IndexOfAny(delimiter, LineFeed);
        return end < 0 ? -1 : at + end;
    }

    private ulong Mask(ref byte first)
    {
        var bytes = Vector128.LoadUnsafe(ref first);
        return (Vector128.Equals(bytes, _delimiters) | Vector128.Equals(bytes, Vector128.Create(LineFeed))).ExtractMostSignificantBits();
    }
}
