using Kptn.Engine.Projects.Toml;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Search;

/// <summary>What a pyproject.toml says about kptn.</summary>
internal sealed record Pyproject(string FilePath)
{
    public const string Name = "pyproject.toml";

    public YamlMap? ToolKptn { get; private init; }

    /// <summary>The file that tasks_conf_path names, absolute; it exists.</summary>
    public string? ConfigPath { get; private init; }

    public bool NamesConfig { get; private init; }

    /// <summary>Why it could not be read, or what is wrong with <c>[tool.kptn]</c> or its tasks_conf_path.</summary>
    public Finding? Problem { get; private init; }

    /// <summary>Reads the pyproject.toml of a folder; <see langword="null"/> where there is none or it does not concern kptn.</summary>
    public static Pyproject? In(string folder, string root)
    {
        var path = Path.Combine(folder, Name);
        return File.Exists(path) ? Read(path, Folders.Same(folder, root) ? Name : path) : null;
    }

    private static Pyproject? Read(string path, string shownAs)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Pyproject(path) { Problem = new Finding("config-unreadable", new Place(shownAs), $"this file cannot be read: {e.Message.TrimEnd('.')}") };
        }

        // Most pyproject.toml files are of other tools; reading them whole would cost every start.
        if (bytes.AsSpan().IndexOf("kptn"u8) < 0) return null;
        var document = TomlReader.Read(bytes, shownAs);
        if (document.Error is { } error) return new Pyproject(path) { Problem = MayConfigure(bytes) ? error : error with { Severity = Severity.Warning } };
        return (document.Root!["tool"] as YamlMap)?["kptn"] is { } kptn ? Of(path, kptn) : null;
    }

    private static Pyproject Of(string path, YamlNode kptn)
    {
        if (kptn is not YamlMap map) return new Pyproject(path) { Problem = new Finding("wrong-type", kptn.Place, $"tool.kptn is {Shown.Node(kptn)}", "a table: [tool.kptn]") };
        if (map[TasksConfPath.Key] is not { } named) return new Pyproject(path) { ToolKptn = map };
        var (config, problem) = TasksConfPath.Resolve(named, Path.GetDirectoryName(path)!);
        return new Pyproject(path) { ToolKptn = map, NamesConfig = true, ConfigPath = config, Problem = problem };
    }

    // A file that only depends on a package named kptn has no settings to lose.
    private static bool MayConfigure(ReadOnlySpan<byte> bytes) => bytes.IndexOf("tool.kptn"u8) >= 0 || bytes.IndexOf("tasks_conf_path"u8) >= 0;
}
