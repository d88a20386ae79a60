using System.Buffers.Binary;

namespace Kptn.Engine.State.Local;

/// <summary>Tells a record that was cut off while it was written from damage that hides records.</summary>
internal static class LogTail
{
    /// <summary>The most that is searched for records behind damage.</summary>
    public const long MostBytesToCheck = 64 << 20;

    /// <param name="bytes">The log, or the end of it.</param>
    /// <param name="end">Where the good records end.</param>
    /// <param name="hasHeader">Whether the header is whole.</param>
    public static LogDamage Judge(byte[] bytes, int end, bool hasHeader)
    {
        var tail = bytes.AsSpan(end);
        if (tail.Length == 0) return LogDamage.None;

        // A file system that was cut off may have grown the file before it wrote the data.
        if (tail.IndexOfAnyExcept((byte)0) < 0) return LogDamage.Torn;
        if (!hasHeader) return LogDamage.Broken;
        if (tail.Length < RecordBuffer.Prefix) return LogDamage.Torn;
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        return declared > tail.Length - RecordBuffer.Prefix && !HoldsRecord(bytes, end + 1) ? LogDamage.Torn : LogDamage.Broken;
    }

    private static bool HoldsRecord(byte[] bytes, int from)
    {
        var budget = MostBytesToCheck;
        for (var at = from; at < bytes.Length; at++)
        {
            if (LogImage.TryFrame(bytes, at, out _, out var next)) return true;
            budget -= next - at;
            if (budget < 0) return true;
        }

        return false;
    }
}
