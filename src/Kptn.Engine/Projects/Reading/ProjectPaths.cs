namespace Kptn.Engine.Projects.Reading;

/// <summary>Turns paths as written into absolute ones, and knows where the project ends.</summary>
internal sealed class ProjectPaths
{
    public ProjectPaths(ProjectLocation location)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(location.Root));
        PyprojectDir = location.PyprojectPath is { } file ? Path.GetDirectoryName(Path.GetFullPath(file))! : Root;
        // kptn.yaml may lie in a folder of the project beside those of its scripts.
        Boundary = IsBelow(Root, PyprojectDir) ? PyprojectDir : Root;
    }

    /// <summary>The folder of kptn.yaml.</summary>
    public string Root { get; }

    /// <summary>The folder of pyproject.toml, else that of kptn.yaml.</summary>
    public string PyprojectDir { get; }

    /// <summary>Where the project ends.</summary>
    public string Boundary { get; }

    /// <summary>Whether an absolute path lies in the project.</summary>
    public bool IsInside(string path) => IsBelow(path, Boundary);

    /// <summary>Whether it starts at the root of a file system, of whatever system.</summary>
    public static bool IsAbsolute(string path) => path.Length > 0 && (path[0] is '/' or '\\' || HasDrive(path));

    /// <summary>Whether it starts with a Windows drive.</summary>
    public static bool HasDrive(string path) => path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '/' or '\\';

    /// <summary>The absolute path of one that is written relative to a folder.</summary>
    public static string Resolve(string folder, string path)
        => NeedsCare(path) ? Path.GetFullPath(path, folder) : $"{folder}{Path.DirectorySeparatorChar}{path}";

    /// <summary>As written for messages: relative to the project where it lies in it.</summary>
    public string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace('\\', '/');
    }

    private static bool NeedsCare(string path)
        => Path.DirectorySeparatorChar != '/' || path[0] is '/' or '.' || path.Contains("/.", StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal);

    private static bool IsBelow(string path, string folder)
        => path.StartsWith(folder, StringComparison.Ordinal)
            && (path.Length == folder.Length || path[folder.Length] == Path.DirectorySeparatorChar || folder.EndsWith(Path.DirectorySeparatorChar));
}
