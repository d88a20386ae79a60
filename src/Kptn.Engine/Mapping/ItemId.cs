using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kptn.Engine.Mapping;

/// <summary>The identity of an item: the first 16 bytes of the SHA-256 of its key. It keeps the index of a million items small.</summary>
/// <param name="High">The first eight bytes, read big-endian.</param>
/// <param name="Low">The next eight.</param>
public readonly record struct ItemId(ulong High, ulong Low)
{
    /// <summary>The identity of a key.</summary>
    /// <param name="key">The key: the item's canonical JSON, in UTF-8.</param>
    public static ItemId Of(ReadOnlySpan<byte> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        return OfDigest(digest);
    }

    /// <summary>The identity of a key.</summary>
    /// <param name="key">The key: the item's canonical JSON.</param>
    public static ItemId Of(string key) => Of(Encoding.UTF8.GetBytes(key));

    /// <summary>The identity of a key whose SHA-256 is known.</summary>
    internal static ItemId OfDigest(ReadOnlySpan<byte> digest) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
}
