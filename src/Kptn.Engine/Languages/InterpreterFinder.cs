using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Finds the real program of each interpreter once: settings, then <c>$KPTN_PYTHON</c> or <c>$KPTN_RSCRIPT</c>, then the project's <c>.venv</c>, then PATH.</summary>
public sealed class InterpreterFinder
{
    private readonly Lazy<string?> _python;
    private readonly Lazy<string?> _rscript;

    private readonly Project _project;

    /// <summary>Prepares the search; nothing is looked up before it is asked for.</summary>
    /// <param name="project">The project whose interpreters are meant.</param>
    public InterpreterFinder(Project project)
    {
        _project = project;
        _python = new(() => FindPython(project));
        _rscript = new(() => Find(project, project.Settings.Rscript, "KPTN_RSCRIPT", ["Rscript"]));
    }

    /// <summary>Python 3, absolute; <see langword="null"/> where there is none.</summary>
    public string? Python => _python.Value;

    /// <summary>Rscript, absolute; <see langword="null"/> where there is none.</summary>
    public string? Rscript => _rscript.Value;

    /// <summary>The program that the settings or the environment ask for as Python, and where; empty where they ask for none.</summary>
    public string AskedPython => Asked(_project.Settings.Python, "python", "KPTN_PYTHON");

    /// <summary>The program that the settings or the environment ask for as Rscript, and where; empty where they ask for none.</summary>
    public string AskedRscript => Asked(_project.Settings.Rscript, "rscript", "KPTN_RSCRIPT");

    /// <summary>Looks a program up on PATH.</summary>
    /// <param name="name">Its name, without a folder.</param>
    /// <returns>Its absolute path, or <see langword="null"/>.</returns>
    public static string? OnPath(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length == 0) continue;
            var candidate = Path.Combine(folder, name);
            if (File.Exists(candidate)) return candidate;
            if (OperatingSystem.IsWindows() && File.Exists(candidate + ".exe")) return candidate + ".exe";
        }

        return null;
    }

    private static string Asked(string? setting, string key, string variable) =>
        !string.IsNullOrEmpty(setting) ? $"settings.{key} is '{setting}'"
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? $"${variable} is '{value}'" : "";

    private static string? FindPython(Project project)
    {
        var names = new List<string>();
        foreach (var folder in new[] { project.Root, project.Boundary })
        {
            var venv = Path.Combine(folder, ".venv", OperatingSystem.IsWindows() ? "Scripts/python.exe" : "bin/python");
            if (File.Exists(venv)) names.Add(venv);
        }

        names.AddRange(["python3", "python"]);
        return PythonShim.Resolve(Find(project, project.Settings.Python, "KPTN_PYTHON", names));
    }

    private static string? Find(Project project, string? setting, string variable, IReadOnlyList<string> names)
    {
        var asked = setting ?? Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrEmpty(asked)) names = [asked];
        foreach (var name in names)
        {
            var hit = name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal)
                ? Path.GetFullPath(name, project.Root)
                : OnPath(name);
            if (hit is not null && File.Exists(hit)) return hit;
        }

        return null;
    }
}
