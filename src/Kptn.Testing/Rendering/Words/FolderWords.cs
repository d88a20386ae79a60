using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What changed in a folder, in counts alone: for where its files are told below it.</summary>
internal static class FolderWords
{
    /// <summary><c>4 of 6 files changed, 1 added</c>.</summary>
    public static string Of(FolderDiff folder)
    {
        var files = folder.Changed + folder.Removed + folder.Same;
        var parts = new List<string>();
        if (folder.Changed > 0) parts.Add($"{Amounts.Count(folder.Changed)} of {Amounts.Count(files, "file")} changed");
        if (folder.Added > 0) parts.Add(Part(folder.Added, "added"));
        if (folder.Removed > 0) parts.Add(Part(folder.Removed, "removed"));
        return parts.Count == 0 ? $"{Amounts.Count(files, "file")}, all the same" : string.Join(", ", parts);

        string Part(long count, string word) => parts.Count == 0 ? $"{Amounts.Count(count, "file")} {word}" : $"{Amounts.Count(count)} {word}";
    }
}
