using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Copies items to a file that is whole or not there.</summary>
internal static class ItemFileCopy
{
    /// <param name="source">The items.</param>
    /// <param name="place">The file, which is not there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Run(IItemTable source, ItemFilePlace place, TimeProvider time)
    {
        var temporary = place with { Path = place.Path + ".tmp" };
        try
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(place.Path)!);
            DurableFile.DeleteIfPossible(temporary.Path);
            if (source is LocalItemTable { File: { } file }) CopyRecords(file, temporary);
            else CopyItems(source, temporary, time);
            if (!File.Exists(temporary.Path)) return;
            File.Move(temporary.Path, place.Path, overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(place.Path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DurableFile.DeleteIfPossible(temporary.Path);
            throw IoReason.Wrap("write the state file", place.Path, e);
        }
    }

    // Records tell nothing of where they stand or whose they are, so they are copied as they are behind a header of the new owner.
    private static void CopyRecords(ItemFile file, ItemFilePlace target)
    {
        var header = new RecordBuffer(256);
        ItemHeader.Write(header, target.Key, target.Task);
        using var handle = File.OpenHandle(target.Path, FileMode.Create, FileAccess.Write, LogFile.AnyShare);
        RandomAccess.Write(handle, header.Written.Span, 0);
        CopyBytes(file.Handle, file.Start, file.End, handle, header.Count);
        RandomAccess.FlushToDisk(handle);
    }

    private static void CopyBytes(SafeFileHandle source, long from, long end, SafeFileHandle target, long at)
    {
        var part = new byte[1 << 18];
        while (from < end)
        {
            var count = FileBytes.Read(source, part.AsSpan(0, (int)Math.Min(part.Length, end - from)), from);
            if (count == 0) throw new IOException("the items to copy were cut off meanwhile");
            RandomAccess.Write(target, part.AsSpan(0, count), at);
            (from, at) = (from + count, at + count);
        }
    }

    private static void CopyItems(IItemTable source, ItemFilePlace target, TimeProvider time)
    {
        using var writer = LocalItemWriter.Open(target, time, () => { });
        ItemCopy.Run(source, writer);
    }
}
