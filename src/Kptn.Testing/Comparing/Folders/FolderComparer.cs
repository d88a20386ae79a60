using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Folders;

/// <summary>Compares folders file by file.</summary>
internal static class FolderComparer
{
    /// <summary>Compares two folders.</summary>
    public static DetailedDiff Compare(string path, string oldFolder, string newFolder, CompareSettings settings, CancellationToken cancellation)
    {
        var (before, after) = (FolderFiles.Of(oldFolder), FolderFiles.Of(newFolder));
        var tally = new FolderTally(path, "file", settings.Limits.Files);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var shown = $"{path.TrimEnd('/')}/{name}";
            if (!settings.Skips(shown)) tally.Add(name, OutputComparer.Compare(shown, before.GetValueOrDefault(name), after.GetValueOrDefault(name), settings, cancellation));
        }

        return tally.ToDiff();
    }
}
