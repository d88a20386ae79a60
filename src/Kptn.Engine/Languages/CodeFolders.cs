using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Names of code files, and folders that never hold code.</summary>
internal static class CodeFolders
{
    /// <summary>A path as users see it: relative to the project, with <c>/</c>.</summary>
    public static string Name(string root, string path)
    {
        var relative = path.Length > root.Length && path.StartsWith(root, StringComparison.Ordinal) && path[root.Length] == Path.DirectorySeparatorChar
            ? path[(root.Length + 1)..]
            : Path.GetRelativePath(root, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>Whether a path lies in a folder or is it.</summary>
    public static bool IsBelow(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || folder.EndsWith(Path.DirectorySeparatorChar) || path[folder.Length] == Path.DirectorySeparatorChar);

    /// <summary>The folder under which all scratch folders of a project lie; <see langword="null"/> where the project itself lies in it.</summary>
    public static string? Scratch(Project project)
    {
        var written = project.Settings.ScratchDir ?? (Environment.GetEnvironmentVariable("SCRATCH_DIR") is { Length: > 0 } folder ? folder : "scratch");
        var scratch = Path.TrimEndingDirectorySeparator(Path.GetFullPath(written, project.Root));
        return IsBelow(scratch, project.Root) ? null : scratch;
    }
}
