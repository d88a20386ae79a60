using System.Buffers.Binary;

namespace Kptn.Testing.Comparing.Binaries;

/// <summary>Reads the size of an image from how it begins.</summary>
internal static class ImageSizes
{
    /// <summary>The size; <see langword="null"/> where it is not known.</summary>
    public static ImageSize? Of(ReadOnlySpan<byte> start) => Files.Signatures.Of(start) switch
    {
        "PNG image" when start.Length >= 24 => new ImageSize(BinaryPrimitives.ReadInt32BigEndian(start[16..]), BinaryPrimitives.ReadInt32BigEndian(start[20..])),
        "GIF image" when start.Length >= 10 => new ImageSize(BinaryPrimitives.ReadUInt16LittleEndian(start[6..]), BinaryPrimitives.ReadUInt16LittleEndian(start[8..])),
        "BMP image" when start.Length >= 26 => new ImageSize(BinaryPrimitives.ReadInt32LittleEndian(start[18..]), int.Abs(Math.Max(-int.MaxValue, BinaryPrimitives.ReadInt32LittleEndian(start[22..])))),
        "JPEG image" => OfJpeg(start),
        _ => null,
    };

    // Segments follow each other until the one that begins a frame.
    private static ImageSize? OfJpeg(ReadOnlySpan<byte> start)
    {
        var at = 2;
        while (at + 9 < start.Length && start[at] == 0xFF)
        {
            var marker = start[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new ImageSize(BinaryPrimitives.ReadUInt16BigEndian(start[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(start[(at + 5)..]));
            at += marker is 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(start[(at + 2)..]);
        }

        return null;
    }
}
