using System.IO.Compression;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>Bytes as they stand in an item: compressed where that makes them smaller.</summary>
internal static class SegmentBody
{
    /// <summary>The most bytes of one segment. An item of the table may have 400 KB, its keys included, and bytes that do not compress must fit too.</summary>
    public const int Most = 320 * 1024;

    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int Quality = 4;
    private const int Window = 20;

    /// <summary>Makes the body: how it is kept, and then the bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        var body = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length) + 1];
        if (BrotliEncoder.TryCompress(bytes, body.AsSpan(1), out var length, Quality, Window) && length < bytes.Length)
        {
            body[0] = Brotli;
            return body[..(length + 1)];
        }

        body = new byte[bytes.Length + 1];
        body[0] = Plain;
        bytes.CopyTo(body.AsSpan(1));
        return body;
    }

    /// <summary>The bytes of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="size">How many bytes it must hold.</param>
    /// <returns>They; <see langword="null"/> where it does not hold that.</returns>
    public static byte[]? Unpack(ReadOnlySpan<byte> body, long size)
    {
        if (body.Length == 0 || size is < 0 or > Most) return null;
        if (body[0] == Plain) return body.Length - 1 == size ? body[1..].ToArray() : null;
        var bytes = new byte[size];
        return body[0] == Brotli && BrotliDecoder.TryDecompress(body[1..], bytes, out var length) && length == size ? bytes : null;
    }
}
