using System.IO.Enumeration;
using Kptn.Testing.Comparing.Files;

namespace Kptn.Testing.Comparing.Folders;

/// <summary>Lists the files of a folder.</summary>
internal static class FolderFiles
{
    /// <summary>The files below a folder, by relative path with slashes; links to folders are not followed.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
        var entries = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (var path in entries.Where(RegularFile.Is)) files.Add(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), path);
        return files;
    }
}
