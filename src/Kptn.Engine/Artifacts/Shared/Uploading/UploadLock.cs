namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>The operating system's lock on a file of notes, on a file beside it. It ends with its process.</summary>
internal static class UploadLock
{
    /// <summary>Takes the lock; <see langword="null"/> where another process has it.</summary>
    /// <param name="notes">The file of notes.</param>
    public static FileStream? TryTake(string notes)
    {
        try
        {
            return new FileStream(PathOf(notes), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Deletes the file of a lock that this process has.</summary>
    /// <param name="notes">The file of notes.</param>
    public static void Delete(string notes) => File.Delete(PathOf(notes));

    private static string PathOf(string notes) => notes + ".lock";
}
