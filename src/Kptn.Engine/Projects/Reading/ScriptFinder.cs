namespace Kptn.Engine.Projects.Reading;

/// <summary>Looks scripts up in the kptn.yaml folder, then in the roots of their language.</summary>
internal sealed class ScriptFinder(ProjectPaths paths, Settings settings)
{
    private const int MostNames = 2_000;
    private readonly Dictionary<string, bool> _exists = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _names = [];
    private readonly List<string> _python = Folders(paths.Root, settings.PyTasksDirs);
    private readonly List<string> _r = Folders(paths.Root, settings.RTasksDirs);
    private readonly List<string> _sql = Folders(paths.Root, settings.DuckDbTasksDirs);
    private readonly List<string> _all = Folders(paths.Root, [.. settings.PyTasksDirs, .. settings.RTasksDirs, .. settings.DuckDbTasksDirs]);

    /// <summary>The script, absolute; <see langword="null"/> where it is in none of the folders.</summary>
    public string? Find(string file, TaskLanguage language)
    {
        foreach (var folder in FoldersOf(language))
        {
            var path = ProjectPaths.Resolve(folder, file);
            if (Exists(path) && paths.IsInside(path)) return path;
        }

        return null;
    }

    /// <summary>Whether the path leaves the project from whichever folder it is looked up in.</summary>
    public bool Leaves(string file, TaskLanguage language)
        => ProjectPaths.HasDrive(file) || FoldersOf(language).TrueForAll(folder => !paths.IsInside(ProjectPaths.Resolve(folder, file)));

    /// <summary>The folders looked in, for a message.</summary>
    public string Places(TaskLanguage language)
        => string.Join(", ", FoldersOf(language).Select(folder => folder == paths.Root ? "the folder of kptn.yaml" : paths.Shorten(folder)));

    /// <summary>A script of nearly that name, written as the user would.</summary>
    public string? Near(string file, TaskLanguage language)
    {
        var slash = file.LastIndexOf('/') + 1;
        foreach (var folder in FoldersOf(language))
        {
            if (NearestName.Of(file[slash..], NamesIn(Path.GetDirectoryName(ProjectPaths.Resolve(folder, file))!)) is { } near) return file[..slash] + near;
        }

        return null;
    }

    /// <summary>The folders in which scripts of a language are looked for, in order.</summary>
    public List<string> FoldersOf(TaskLanguage language) => language switch
    {
        TaskLanguage.Python => _python,
        TaskLanguage.R => _r,
        TaskLanguage.Sql => _sql,
        _ => _all,
    };

    private bool Exists(string path)
    {
        if (_exists.TryGetValue(path, out var exists)) return exists;
        return _exists[path] = File.Exists(path);
    }

    private IReadOnlyList<string> NamesIn(string folder)
    {
        if (_names.TryGetValue(folder, out var names)) return names;
        try
        {
            names = paths.IsInside(folder) && Directory.Exists(folder)
                ? [.. new DirectoryInfo(folder).EnumerateFiles().Take(MostNames).Select(file => file.Name).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            names = [];
        }

        return _names[folder] = names;
    }

    private static List<string> Folders(string root, IEnumerable<string> roots) => [.. roots.Prepend(root).Distinct()];
}
