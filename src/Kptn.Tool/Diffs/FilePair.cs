namespace Kptn.Tool.Diffs;

/// <summary>Two files or folders to compare.</summary>
/// <param name="Name">What people call them; its extension tells how they are written.</param>
/// <param name="Old">The one before, absolute; <see langword="null"/> where there was none.</param>
/// <param name="New">The one after, absolute; <see langword="null"/> where there is none.</param>
internal sealed record FilePair(string Name, string? Old, string? New)
{
    private const string Nothing = "/dev/null";

    /// <summary>The pair that two words name.</summary>
    /// <param name="folder">What relative paths are below.</param>
    /// <param name="old">The one before, as typed.</param>
    /// <param name="next">The one after, as typed.</param>
    public static FilePair Of(string folder, string old, string next) => new(NameOf(old, next), At(folder, old), At(folder, next));

    /// <summary>Where a word points; <see langword="null"/> for the device that is always empty.</summary>
    public static string? At(string folder, string word) => word is Nothing or "NUL" ? null : Path.GetFullPath(word, folder);

    /// <summary>Whether something is at a path.</summary>
    public static bool IsThere(string? path) => path is null || Path.Exists(path);

    private static string NameOf(string old, string next)
    {
        var (before, after) = (Slashes(old), Slashes(next));
        if (before == after || before == Nothing) return after;
        if (after == Nothing) return before;
        return $"{before} → {after}";
    }

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/');
}
