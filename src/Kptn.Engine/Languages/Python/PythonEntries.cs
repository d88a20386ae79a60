using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>What lies at paths, asked of the file system once each; and the Python files below folders.</summary>
/// <param name="scratch">A folder that holds no code.</param>
internal sealed class PythonEntries(string? scratch)
{
    private const int MaxDepth = 64;
    private static readonly HashSet<string> SkippedFolders = new(["__pycache__", "node_modules", "site-packages"], StringComparer.Ordinal);
    private readonly Dictionary<string, FileStamps.EntryKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _trees = new(StringComparer.Ordinal);

    /// <summary>Whether a regular file is there.</summary>
    public bool IsFile(string path) => Kind(path) == FileStamps.EntryKind.File;

    /// <summary>Whether a folder is there.</summary>
    public bool IsFolder(string path) => Kind(path) == FileStamps.EntryKind.Folder;

    /// <summary>Every <c>.py</c> file below a folder, sorted; hidden folders, virtual environments and caches are left out.</summary>
    /// <param name="folder">The folder.</param>
    public IReadOnlyList<string> Tree(string folder)
    {
        if (_trees.TryGetValue(folder, out var files)) return files;
        var found = new List<string>();
        Collect(new DirectoryInfo(folder), found, new HashSet<string>(StringComparer.Ordinal), 0);
        found.Sort(StringComparer.Ordinal);
        return _trees[folder] = found;
    }

    private void Collect(DirectoryInfo folder, List<string> files, HashSet<string> links, int depth)
    {
        try
        {
            if (depth > MaxDepth || !folder.Exists || (depth > 0 && File.Exists(Path.Join(folder.FullName, "pyvenv.cfg")))) return;
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                if (entry is not DirectoryInfo inner)
                {
                    if (entry.Name.EndsWith(".py", StringComparison.Ordinal) && File.Exists(entry.FullName)) files.Add(entry.FullName);
                    continue;
                }

                if (entry.Name.StartsWith('.') || SkippedFolders.Contains(entry.Name) || entry.FullName == scratch) continue;
                if (entry.LinkTarget is not null && !links.Add(entry.ResolveLinkTarget(true)?.FullName ?? entry.FullName)) continue;
                Collect(inner, files, links, depth + 1);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private FileStamps.EntryKind Kind(string path)
    {
        if (_kinds.TryGetValue(path, out var kind)) return kind;
        kind = path.Contains('\0') ? FileStamps.EntryKind.Missing : FileStamps.Take(path, 0, out _);
        return _kinds[path] = kind;
    }
}
