using System.Buffers.Binary;
using System.Numerics;

namespace Kptn.Engine.State.Local;

/// <summary>CRC-32C (RFC 3720, appendix B.4), which processors compute in hardware.</summary>
internal static class Crc32C
{
    /// <summary>What <see cref="Add"/> starts from.</summary>
    public const uint Start = uint.MaxValue;

    public static uint Of(ReadOnlySpan<byte> data) => End(Add(Start, data));

    /// <summary>Goes on with more data.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var one in data) crc = BitOperations.Crc32C(crc, one);
        return crc;
    }

    /// <summary>The checksum of all that was added.</summary>
    public static uint End(uint crc) => ~crc;
}
