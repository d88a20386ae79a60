using System.IO.Enumeration;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Finds files of a project by pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> for folders at any depth. Links that leave the project are not followed.</summary>
internal sealed class CodeGlob(Project project)
{
    private static readonly EnumerationOptions Plain = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };
    private readonly string? _scratch = CodeFolders.Scratch(project);

    /// <summary>Whether a pattern names nothing outside the project.</summary>
    public bool StaysInside(string pattern) =>
        !pattern.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(pattern) && CodeFolders.IsBelow(project.Root, Path.GetFullPath(pattern, project.Root));

    /// <summary>The files that a pattern names; those below it where it names a folder.</summary>
    public IReadOnlyCollection<string> Files(string pattern)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var segments = new List<string>();
        foreach (var segment in Path.GetRelativePath(project.Root, Path.GetFullPath(pattern, project.Root)).Split(Path.DirectorySeparatorChar))
        {
            if (segment is not ("." or "") && !(segment == "**" && segments.Count > 0 && segments[^1] == "**")) segments.Add(segment);
        }

        Match(project.Root, segments, 0, found, []);
        return found;
    }

    private void Match(string folder, List<string> segments, int at, HashSet<string> found, HashSet<(string Folder, int At)> seen)
    {
        if (!seen.Add((folder, at))) return;
        if (at == segments.Count)
        {
            Match(folder, [.. segments, "**"], at, found, []);
            return;
        }

        var segment = segments[at];
        var isLast = at == segments.Count - 1;
        if (segment == "**")
        {
            if (!isLast) Match(folder, segments, at + 1, found, seen);
            foreach (var entry in Entries(folder))
            {
                if (entry is DirectoryInfo inner)
                {
                    if (IsPlain(inner)) Match(inner.FullName, segments, at, found, seen);
                }
                else if (isLast) Take(entry, found);
            }
        }
        else if (segment.AsSpan().IndexOfAny('*', '?') < 0)
        {
            var path = Path.Combine(folder, segment);
            if (Directory.Exists(path))
            {
                if (IsInside(new DirectoryInfo(path))) Match(path, segments, at + 1, found, seen);
            }
            else if (isLast && File.Exists(path)) Take(new FileInfo(path), found);
        }
        else
        {
            foreach (var entry in Entries(folder))
            {
                if (!FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false)) continue;
                if (entry is not DirectoryInfo inner)
                {
                    if (isLast) Take(entry, found);
                }
                else if (!isLast && IsPlain(inner)) Match(inner.FullName, segments, at + 1, found, seen);
            }
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Plain);

    private void Take(FileSystemInfo file, HashSet<string> found)
    {
        if (IsInside(file)) found.Add(file.FullName);
    }

    private bool IsInside(FileSystemInfo entry)
    {
        if (entry.LinkTarget is null) return true;
        try
        {
            return entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && CodeFolders.IsBelow(project.Root, target.FullName);
        }
        catch (IOException)
        {
            return false;
        }
    }

    // What a pattern does not name by itself is left alone: hidden folders, scratch, and links to folders, which may lead in circles.
    private bool IsPlain(DirectoryInfo folder) =>
        !folder.Name.StartsWith('.') && folder.Name != "__pycache__" && folder.LinkTarget is null && folder.FullName != _scratch;
}
