namespace Kptn.Engine.Languages;

/// <summary>Sees through version managers' shims (pyenv), which cost a shell start each time.</summary>
internal static class PythonShim
{
    /// <summary>The real program behind a pyenv shim; anything else is returned as it is.</summary>
    public static string? Resolve(string? program)
    {
        if (program is null || Path.GetFileName(Path.GetDirectoryName(program)) != "shims") return program;
        var root = Path.GetDirectoryName(Path.GetDirectoryName(program))!;
        var chosen = Environment.GetEnvironmentVariable("PYENV_VERSION") ?? ReadFirstLine(Path.Combine(root, "version"));
        foreach (var version in (chosen ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var real = Path.Combine(root, "versions", version.Trim(), "bin", Path.GetFileName(program));
            if (File.Exists(real)) return real;
        }

        return program;
    }

    private static string? ReadFirstLine(string path) => File.Exists(path) ? File.ReadLines(path).FirstOrDefault() : null;
}
