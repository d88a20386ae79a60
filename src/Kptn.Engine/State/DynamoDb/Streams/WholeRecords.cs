using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>Tells how far a file that a killed process left holds whole records.</summary>
internal static class WholeRecords
{
    /// <summary>Where they end; 0 where there is no file, or not even a whole header.</summary>
    public static long EndOf(string path)
    {
        if (!File.Exists(path)) return 0;
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        var start = new byte[FileHeader.Fixed];
        var length = RandomAccess.GetLength(handle);
        if (FileBytes.Read(handle, start, 0) < start.Length) return 0;
        var header = FileHeader.Fixed + (long)FileHeader.ContentLength(start) + FileHeader.Checksum;
        if (header > length) return 0;
        var records = new RecordStream(handle, header, length);
        while (records.TryNext(out _, out _))
        {
        }

        return records.At;
    }
}
