using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kptn.Engine.Fingerprints;

/// <summary>A SHA-256 digest (FIPS 180-4), 32 bytes.</summary>
public readonly record struct Hash256(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    /// <summary>Whether nothing was hashed yet (all bits zero).</summary>
    public bool IsNone => (A | B | C | D) == 0;

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">The bytes.</param>
    public static Hash256 Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Size];
        SHA256.HashData(data, digest);
        return Read(digest);
    }

    /// <summary>Hashes the UTF-8 form of a text.</summary>
    /// <param name="text">The text.</param>
    public static Hash256 Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads 32 bytes.</summary>
    /// <param name="bytes">At least 32 bytes, big-endian.</param>
    public static Hash256 Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="hex">The digits.</param>
    public static Hash256 Parse(string hex) => Read(Convert.FromHexString(hex));

    /// <summary>Writes 32 bytes, big-endian.</summary>
    /// <param name="target">At least 32 bytes.</param>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, A);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], D);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
