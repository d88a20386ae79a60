namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Lists the files of a folder as blobs, in the order that their names have. Files whose names no blob has are somebody else's.</summary>
internal static class FolderBlobListing
{
    /// <summary>Lists the files below a folder.</summary>
    /// <param name="root">Where names start.</param>
    /// <param name="folder">The folder, the root or below it.</param>
    /// <param name="prefix">What names must start with.</param>
    public static IEnumerable<BlobInfo> Walk(string root, string folder, string prefix)
    {
        foreach (var entry in Entries(folder))
        {
            var name = Path.GetRelativePath(root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (!BlobName.IsValid(name)) continue;
            if (entry is DirectoryInfo)
            {
                var start = name + "/";
                if (!start.StartsWith(prefix, StringComparison.Ordinal) && !prefix.StartsWith(start, StringComparison.Ordinal)) continue;
                foreach (var info in Walk(root, entry.FullName, prefix)) yield return info;
            }
            else if (name.StartsWith(prefix, StringComparison.Ordinal) && Info(name, (FileInfo)entry) is { } info)
            {
                yield return info;
            }
        }
    }

    // A folder's content sorts with the slash behind its name, as the listing of a bucket does.
    private static List<FileSystemInfo> Entries(string folder)
    {
        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).ToList();
            entries.Sort((a, b) => string.CompareOrdinal(SortKey(a), SortKey(b)));
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string SortKey(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;

    private static BlobInfo? Info(string name, FileInfo file)
    {
        try
        {
            return FolderBlobs.Info(name, file);
        }
        catch (FileNotFoundException)
        {
            // Deleted meanwhile.
            return null;
        }
    }
}
