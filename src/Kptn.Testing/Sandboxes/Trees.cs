namespace Kptn.Testing.Sandboxes;

/// <summary>Folders with all that is in them.</summary>
internal static class Trees
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, RecurseSubdirectories = false, IgnoreInaccessible = true };

    /// <summary>Deletes a folder as far as that is possible; links in it are not followed.</summary>
    public static void Delete(string folder)
    {
        for (var attempt = 0; Directory.Exists(folder) && attempt < 3; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A task may have taken the right to write from folders, and a process that it left may still write.
                if (attempt > 0) Thread.Sleep(20);
                else Unlock(folder);
            }
        }
    }

    /// <summary>Files below a folder, absolute, links as themselves.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="skips">Whether a folder, by its path, is left out.</param>
    public static IEnumerable<string> Files(string folder, Func<string, bool> skips)
    {
        var open = new Stack<string>();
        open.Push(folder);
        while (open.TryPop(out var at))
        {
            foreach (var entry in new DirectoryInfo(at).EnumerateFileSystemInfos("*", Everything))
            {
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    if (!skips(entry.FullName)) open.Push(entry.FullName);
                }
                else
                {
                    yield return entry.FullName;
                }
            }
        }
    }

    private static void Unlock(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var info = new DirectoryInfo(folder);
        if (info.LinkTarget is not null) return;
        try
        {
            info.UnixFileMode |= UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            foreach (var below in info.EnumerateDirectories("*", Everything)) Unlock(below.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be opened cannot be deleted either; the next process tries again.
        }
    }
}
