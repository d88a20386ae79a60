namespace Kptn.Engine.Projects.Search;

/// <summary>Looks for the file that defines the project.</summary>
internal sealed class ConfigSearch(List<Finding> findings)
{
    private const string Wanted = "kptn.yaml, or a pyproject.toml whose [tool.kptn] names tasks_conf_path";
    private string _hint = "run 'kptn init' to make one";

    /// <summary>The pyproject.toml that named the file, where it was found so.</summary>
    public Pyproject? Via { get; private set; }

    private bool HasErrors => findings.Exists(f => f.Severity == Severity.Error);

    /// <summary>Searches the folder and those above it.</summary>
    public string? From(string folder)
    {
        foreach (var next in Folders.Up(folder))
        {
            if (In(next) is { } config) return config;
            if (HasErrors) return null;
        }

        return None(folder, $"no project in '{folder}' or any folder above it");
    }

    /// <summary>What <c>--project</c> names: a folder, a kptn.yaml or a pyproject.toml.</summary>
    public string? At(string option, string startFolder)
    {
        if (option.Length == 0 || option.Contains('\0', StringComparison.Ordinal)) return None(startFolder, $"--project '{Shown.Text(option)}' is not a path");
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(option, startFolder));
        if (Directory.Exists(path)) return In(path) ?? (HasErrors ? null : None(path, $"no project in '{path}', which --project names"));
        if (!File.Exists(path)) return None(path, $"'{path}', which --project names, does not exist");
        if (Path.GetFileName(path) == Pyproject.Name) return Named(Path.GetDirectoryName(path)!) ?? (HasErrors ? null : None(path, $"'{path}' names no project"));
        if (Path.GetExtension(path) is ".yaml" or ".yml") return path;
        return None(path, $"'{path}', which --project names, is not a kptn.yaml");
    }

    private string? In(string folder)
    {
        var config = Path.Combine(folder, ProjectFinder.ConfigName);
        if (File.Exists(config)) return config;
        if (Path.Combine(folder, "kptn.yml") is var other && File.Exists(other)) _hint = $"rename '{other}' to {ProjectFinder.ConfigName}";
        return Named(folder);
    }

    private string? Named(string folder)
    {
        if (Pyproject.In(folder, root: "") is not { } pyproject) return null;
        if (pyproject.Problem is { } problem) findings.Add(problem);
        else if (!pyproject.NamesConfig) _hint = $"name its kptn.yaml as tasks_conf_path under [tool.kptn] of '{pyproject.FilePath}', or {_hint}";
        else Via = pyproject;
        return pyproject.ConfigPath;
    }

    private string? None(string place, string message)
    {
        findings.Add(new Finding("no-project", new Place(place), message, Wanted, _hint));
        return null;
    }
}
