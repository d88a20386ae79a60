using System.Buffers.Binary;
using System.Reflection;

namespace Kptn.Engine.State.Local;

/// <summary>
/// The start of a state file: magic (8 bytes), version (u32), content length (u32), content, CRC-32C of all before it. The content is the kptn
/// that wrote it, then names that say whose file it is. Every later version must keep this form up to the writer's name.
/// </summary>
internal static class FileHeader
{
    /// <summary>Bytes before the content.</summary>
    public const int Fixed = 16;

    /// <summary>Bytes behind the content.</summary>
    public const int Checksum = 4;

    private static string Writer { get; } =
        typeof(FileHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void Write(RecordBuffer target, ReadOnlySpan<byte> magic, int version, ReadOnlySpan<string> names, string? writer = null)
    {
        var content = new RecordBuffer(256);
        content.Text(writer ?? Writer);
        foreach (var name in names) content.Text(name);
        var start = target.Count;
        target.Bytes(magic);
        target.UInt32((uint)version);
        target.UInt32((uint)content.Count);
        target.Bytes(content.Written.Span);
        target.UInt32(Crc32C.Of(target.Written.Span[start..]));
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The file, or at least its header.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <param name="magic">What it must start with.</param>
    /// <param name="version">The version that this kptn reads.</param>
    /// <param name="names">Set to the names; their number is what is expected.</param>
    /// <param name="end">Where the first record starts; zero where the header is damaged.</param>
    /// <returns>Whether the header is whole.</returns>
    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    public static bool Read(byte[] bytes, string path, ReadOnlySpan<byte> magic, int version, Span<string> names, out int end)
    {
        end = 0;
        if (bytes.Length < Fixed + Checksum || !bytes.AsSpan(0, magic.Length).SequenceEqual(magic)) return false;
        var length = ContentLength(bytes);
        if (length > bytes.Length - Fixed - Checksum) return false;
        var crcAt = Fixed + (int)length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(crcAt)) != Crc32C.Of(bytes.AsSpan(0, crcAt))) return false;

        var reader = new RecordReader(bytes, Fixed, crcAt);
        var writer = reader.Text();
        var found = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        if (found != version)
        {
            throw new StateFormatException(path, $"kptn {writer} wrote it (format {found}) and this is kptn {Writer} (format {version}); run kptn {writer} or newer");
        }

        foreach (ref var name in names) name = reader.Text();
        if (reader.Bad) return false;
        end = crcAt + Checksum;
        return true;
    }

    /// <summary>How long the content claims to be.</summary>
    /// <param name="bytes">At least <see cref="Fixed"/> bytes.</param>
    public static uint ContentLength(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
}
