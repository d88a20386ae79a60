using System.Buffers.Binary;
using System.Numerics;

namespace Kptn.Engine.State.Local;

/// <summary>CRC-32C (RFC 3720, appendix B.4), which processors compute in hardware.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        while (data.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var one in data) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
