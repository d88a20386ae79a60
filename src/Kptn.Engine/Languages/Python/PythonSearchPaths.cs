using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Python;

/// <summary>Folders in which modules of the project are looked for, in the order in which the worker does.</summary>
internal sealed class PythonSearchPaths
{
    private readonly List<string> _roots = [];
    private readonly List<string> _last = [];

    /// <summary>Reads what the project and the environment say.</summary>
    /// <param name="project">The project.</param>
    public PythonSearchPaths(Project project)
    {
        _roots.AddRange(project.ModuleRoots);
        foreach (var folder in (Environment.GetEnvironmentVariable("PYTHONPATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, project.Root));
            if (CodeFolders.IsBelow(project.Boundary, path)) _last.Add(path);
        }

        // Packages that were installed from here in place are found through site-packages, which is no part of the project.
        foreach (var folder in new[] { project.Root, project.Boundary }.Distinct(StringComparer.Ordinal))
        {
            var source = Path.Combine(folder, "src");
            if (Directory.Exists(source)) _last.Add(source);
        }
    }

    /// <summary>The search path of a script.</summary>
    /// <param name="query">What asks; a config value imports by the roots alone.</param>
    public IReadOnlyList<string> Of(CodeQuery query)
    {
        var folders = new List<string>(_roots.Count + _last.Count + 1);
        if (!query.IsConfig) folders.Add(Path.GetDirectoryName(query.ScriptPath)!);
        folders.AddRange(_roots);
        folders.AddRange(_last);
        return [.. folders.Distinct(StringComparer.Ordinal)];
    }
}
