using System.IO.Enumeration;

namespace Kptn.Engine.Fingerprints;

/// <summary>Forms of output paths: a file, a folder that ends in a slash, a glob.</summary>
public static class OutputPath
{
    /// <summary>Whether a path is a glob.</summary>
    /// <param name="path">The path.</param>
    public static bool IsGlob(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>Whether a path is one that a glob stands for.</summary>
    /// <param name="glob">The glob.</param>
    /// <param name="path">The path, with <c>/</c>.</param>
    public static bool Fits(string glob, string path) => Fits(glob.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static bool Fits(ReadOnlySpan<string> glob, ReadOnlySpan<string> path)
    {
        if (glob.IsEmpty) return path.IsEmpty;
        if (glob[0] != "**") return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(glob[0], path[0], ignoreCase: false) && Fits(glob[1..], path[1..]);
        if (glob.Length == 1) return !path.IsEmpty;
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Fits(glob[1..], path[skipped..])) return true;
        }

        return false;
    }

    /// <summary>Files below a folder that match a glob, with <c>/</c>, sorted in ordinal order. <c>**</c> stands for any number of folders; links to folders are not followed.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="pattern">The glob, relative to it.</param>
    public static IReadOnlyList<string> Match(string root, string pattern)
    {
        var found = new List<string>();
        Walk(root, "", pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), 0, found);
        found.Sort(StringComparer.Ordinal);
        for (var i = found.Count - 1; i > 0; i--)
        {
            if (found[i] == found[i - 1]) found.RemoveAt(i);
        }

        return found;
    }

    private static void Walk(string root, string prefix, string[] parts, int index, List<string> found)
    {
        var folder = new DirectoryInfo(Path.Combine(root, prefix));
        if (!folder.Exists) return;
        var part = parts[index];
        var last = index == parts.Length - 1;
        if (part == "**" && !last) Walk(root, prefix, parts, index + 1, found);
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var path = prefix.Length == 0 ? entry.Name : $"{prefix}/{entry.Name}";
            var isFolder = entry is DirectoryInfo;
            if (part == "**")
            {
                if (isFolder && entry.LinkTarget is null) Walk(root, path, parts, index, found);
                else if (!isFolder && last) found.Add(path);
            }
            else if (FileSystemName.MatchesSimpleExpression(part, entry.Name, ignoreCase: false))
            {
                if (last && !isFolder) found.Add(path);
                else if (!last && isFolder) Walk(root, path, parts, index + 1, found);
            }
        }
    }
}
