namespace Kptn.Tool.Diffs;

/// <summary>Makes pairs of files of the words of a command line.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class FilePairReader(ToolContext tool)
{
    private const string Nothing = "/dev/null";

    /// <summary>Whether two words are files or folders and no tasks: both are there, or one is and the other looks like one.</summary>
    public bool AreMeant(string[] words)
    {
        var (first, second) = (IsThere(words[0]), IsThere(words[1]));
        return (first && second) || (first && LooksLikeFile(words[1])) || (second && LooksLikeFile(words[0])) || words.All(LooksLikeFile);
    }

    /// <summary>The pair that two words name; <see langword="null"/> after it was said that one is not there.</summary>
    public FilePair? Read(string old, string next)
    {
        foreach (var word in new[] { old, next })
        {
            if (IsThere(word)) continue;
            tool.Screen.Refuse($"there is no file or folder '{word}'");
            return null;
        }

        var (before, after) = (Slashes(old), Slashes(next));
        var title = before == after || before == Nothing ? after : after == Nothing ? before : $"{before} → {after}";
        return new FilePair(title, NameOf(before, after), At(old), At(next));
    }

    /// <summary>Where a word points; <see langword="null"/> for the device that is always empty.</summary>
    public string? At(string word) => word switch
    {
        Nothing or "NUL" => null,
        "-" => "/dev/stdin",
        _ => Path.GetFullPath(word, tool.Folder),
    };

    private bool IsThere(string word) => At(word) is not { } path || Path.Exists(path);

    private static bool LooksLikeFile(string word) => word.AsSpan().ContainsAny('/', '\\', '.') && !word.Contains(':', StringComparison.Ordinal);

    // The new name tells how both are written, where it tells anything.
    private static string NameOf(string before, string after)
    {
        var (old, next) = (Path.GetFileName(before), Path.GetFileName(after));
        return next.Length > 0 && (Path.HasExtension(next) || !Path.HasExtension(old)) && after != Nothing ? next : old;
    }

    private static string Slashes(string path) => path.Length > 1 ? path.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/') : path;
}
