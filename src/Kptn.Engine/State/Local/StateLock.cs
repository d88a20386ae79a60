namespace Kptn.Engine.State.Local;

/// <summary>The operating system's lock on a key's folder. It ends with the process that holds it, however that ends; its file stays.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holderPath;

    private StateLock(FileStream file, string holderPath)
    {
        _file = file;
        _holderPath = holderPath;
    }

    /// <summary>Takes the lock; <see langword="null"/> where another holds it.</summary>
    /// <exception cref="IOException">The lock file cannot be opened at all.</exception>
    public static StateLock? TryTake(string folder, LeaseHolder holder)
    {
        if (TryTakeFile(Path.Combine(folder, "lock")) is not { } file) return null;
        HolderFile.Write(HolderPath(folder), holder);
        return new StateLock(file, HolderPath(folder));
    }

    /// <summary>Takes a file as a lock; <see langword="null"/> where another holds it.</summary>
    /// <exception cref="IOException">It cannot be opened at all.</exception>
    public static FileStream? TryTakeFile(string path)
    {
        try
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("write", path, e);
        }
    }

    /// <summary>Who holds the lock, as far as the holder told.</summary>
    public static LeaseHolder? Holder(string folder) => HolderFile.Read(HolderPath(folder));

    public void Dispose()
    {
        DurableFile.DeleteIfPossible(_holderPath);
        _file.Dispose();
    }

    private static string HolderPath(string folder) => Path.Combine(folder, "holder");

    private static bool IsHeld(IOException error)
    {
        const int WindowsSharingViolation = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int MacWouldBlock = 35;
        if (OperatingSystem.IsWindows()) return error.HResult == WindowsSharingViolation;
        return error.HResult == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock);
    }
}
