using System.Buffers.Binary;
using System.Reflection;

namespace Kptn.Engine.State.Local;

/// <summary>
/// The start of a log: magic, version (u32), content length (u32), content, CRC-32C of all before it. The content is the kptn that wrote it,
/// the storage key and the namespace. Every later version must keep this form up to the writer's name.
/// </summary>
internal static class LogHeader
{
    public const int Version = 1;
    private const int Fixed = 16;

    private static ReadOnlySpan<byte> Magic => "kptnlog\n"u8;

    private static string Writer { get; } =
        typeof(LogHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void Write(RecordBuffer target, StateKey key, int version = Version, string? writer = null)
    {
        var content = new RecordBuffer(256);
        content.Text(writer ?? Writer);
        content.Text(key.StorageKey);
        content.Text(key.Namespace);
        var start = target.Count;
        target.Bytes(Magic);
        target.UInt32((uint)version);
        target.UInt32((uint)content.Count);
        target.Bytes(content.Written.Span);
        target.UInt32(Crc32C.Of(target.Written.Span[start..]));
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The log.</param>
    /// <param name="path">The log's path, for messages.</param>
    /// <param name="end">Where the first record starts.</param>
    /// <returns>Whose log it is; <see langword="null"/> where the header is damaged.</returns>
    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    public static StateKey? Read(byte[] bytes, string path, out int end)
    {
        end = 0;
        if (bytes.Length < Fixed + 4 || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)) return null;
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12));
        if (length > bytes.Length - Fixed - 4) return null;
        var crcAt = Fixed + (int)length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(crcAt)) != Crc32C.Of(bytes.AsSpan(0, crcAt))) return null;

        var reader = new RecordReader(bytes, Fixed, crcAt);
        var writer = reader.Text();
        if (version != Version)
        {
            throw new StateFormatException(path, $"kptn {writer} wrote it (format {version}) and this is kptn {Writer} (format {Version}); run kptn {writer} or newer");
        }

        var key = new StateKey(reader.Text(), reader.Text());
        end = crcAt + 4;
        return reader.Bad ? null : key;
    }
}
