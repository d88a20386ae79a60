using Kptn.Engine.Projects.Search;

namespace Kptn.Engine.Projects;

/// <summary>Finds the project that a command works on.</summary>
public static class ProjectFinder
{
    /// <summary>The name of the file that defines a project.</summary>
    public const string ConfigName = "kptn.yaml";

    /// <summary>
    /// Looks where <c>--project</c> points, else in the start folder and those above it, for kptn.yaml or a pyproject.toml whose <c>[tool.kptn]</c>
    /// names one as <c>tasks_conf_path</c>.
    /// </summary>
    /// <param name="startFolder">The folder to start from; relative options start here too.</param>
    /// <param name="projectOption">What <c>--project</c> says: a folder, a kptn.yaml or a pyproject.toml; <see langword="null"/> where it is not given.</param>
    public static ProjectFindResult Find(string startFolder, string? projectOption)
    {
        var findings = new List<Finding>();
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(startFolder));
        var search = new ConfigSearch(findings);
        var config = projectOption is null ? search.From(start) : search.At(projectOption, start);
        return new ProjectFindResult(config is null ? null : Locate(config, search.Via, findings), findings);
    }

    // The same settings hold for a project wherever the search for it began, so they are looked for from its own folder.
    private static ProjectLocation Locate(string config, Pyproject? via, List<Finding> findings)
    {
        var root = Path.GetDirectoryName(config)!;
        foreach (var folder in Folders.Up(root))
        {
            var beside = Folders.Same(folder, root);
            if (Pyproject.In(folder, root) is { } pyproject)
            {
                if (Belongs(pyproject, config, beside)) return new ProjectLocation(root, config, pyproject.FilePath, pyproject.ToolKptn);
                Report(pyproject, beside, findings);
            }

            if (Folders.IsGitRoot(folder)) break;
        }

        return new ProjectLocation(root, config, via?.FilePath, via?.ToolKptn);
    }

    private static bool Belongs(Pyproject pyproject, string config, bool beside)
    {
        if (pyproject.ConfigPath is { } named) return Folders.Same(named, config);
        return beside && pyproject is { ToolKptn: not null, NamesConfig: false };
    }

    // What is wrong in a file further up concerns this project only where the settings themselves could not be read.
    private static void Report(Pyproject pyproject, bool beside, List<Finding> findings)
    {
        if (pyproject.Problem is { } problem)
        {
            if (beside || (problem.Severity == Severity.Error && pyproject.ToolKptn is null && problem.Code != "wrong-type")) findings.Add(problem);
        }
        else if (beside && pyproject is { ConfigPath: { } named, ToolKptn: { } kptn })
        {
            findings.Add(new Finding(
                "other-project",
                kptn[TasksConfPath.Key]!.Place,
                $"{TasksConfPath.Key} names another file than the {ConfigName} beside it, so this [tool.kptn] is not used",
                "",
                $"use that one with --project '{named}'",
                Severity.Warning));
        }
    }
}
