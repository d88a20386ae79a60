namespace Kptn.Engine.State.Local;

/// <summary>Reads a log that may be appended to or replaced meanwhile.</summary>
internal static class LogFile
{
    public const FileShare AnyShare = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Reads what is there when it is called; nothing where there is no file. A rename over it never leaves it missing.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, AnyShare, FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > Array.MaxLength) throw new IOException($"it is larger than {Array.MaxLength} bytes");
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var count = 0;
            while (count < bytes.Length)
            {
                var read = RandomAccess.Read(handle, bytes.AsSpan(count), count);
                if (read == 0) return bytes[..count];
                count += read;
            }

            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("read the state file", path, e);
        }
    }
}
