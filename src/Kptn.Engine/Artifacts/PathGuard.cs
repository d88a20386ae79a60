namespace Kptn.Engine.Artifacts;

/// <summary>Keeps recorded paths below the folder that they start from.</summary>
internal static class PathGuard
{
    /// <summary>Refuses a path that leads out of a folder by its text, or through a link.</summary>
    /// <param name="root">The folder, absolute; it may be reached through a link itself.</param>
    /// <param name="path">The path, relative to it.</param>
    /// <exception cref="IOException">It does.</exception>
    public static void Check(string root, string path)
    {
        if (!IsPlain(path)) throw new IOException($"'{path}' leads out of '{root}', so nothing was written there");
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(Path.Combine(root, folder)).LinkTarget is not null) throw new IOException($"'{folder}' is a link to another folder, so nothing was written through it; remove the link or what it stands for, and try again");
        }
    }

    /// <summary>Whether a path names something below the folder that it starts from.</summary>
    /// <param name="path">The path.</param>
    public static bool IsPlain(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains('\0', StringComparison.Ordinal)
        && !path.Split('/', Path.DirectorySeparatorChar).Any(part => part is "" or "." or "..");
}
