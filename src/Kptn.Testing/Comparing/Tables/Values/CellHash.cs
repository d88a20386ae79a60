using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>A fast hash of 64 bits that nobody can foresee, for one comparison.</summary>
internal static class CellHash
{
    private const ulong Prime1 = 0xA0761D6478BD642F;
    private const ulong Prime2 = 0xE7037ED1A0B428DB;

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="seed">Another seed, another hash.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> data, ulong seed)
    {
        ref var start = ref MemoryMarshal.GetReference(data);
        var length = (nuint)data.Length;
        ulong a, b;
        if (length >= 8)
        {
            if (length > 16) seed = Long(ref start, length, seed);
            a = Read8(ref start, length > 16 ? length - 16 : 0);
            b = Read8(ref start, length - 8);
        }
        else if (length >= 4)
        {
            a = Read4(ref start, 0);
            b = Read4(ref start, length - 4);
        }
        else
        {
            a = length == 0 ? 0 : start | ((ulong)Unsafe.Add(ref start, length >> 1) << 8) | ((ulong)Unsafe.Add(ref start, length - 1) << 16);
            b = 0;
        }

        return Finish(Fold(a ^ seed, b ^ Prime1 ^ ((ulong)length * Prime2)));
    }

    /// <summary>Hashes a number.</summary>
    public static ulong Of(ulong value, ulong seed) => Finish(Fold(value ^ seed, Prime2));

    private static ulong Long(ref byte start, nuint length, ulong seed)
    {
        for (nuint at = 0; at + 16 < length; at += 16)
            seed = Fold(Read8(ref start, at) ^ seed, Read8(ref start, at + 8) ^ Prime2);
        return seed;
    }

    // Hashes of cells are added up, so that each bit of one must depend on all of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= Prime1;
        return hash ^ (hash >> 29);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Read8(ref byte start, nuint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));

    private static ulong Read4(ref byte start, nuint at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));
}
