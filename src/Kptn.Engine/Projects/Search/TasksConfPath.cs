using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Search;

/// <summary>Resolves <c>tasks_conf_path</c> against the folder of its pyproject.toml.</summary>
internal static class TasksConfPath
{
    public const string Key = "tasks_conf_path";
    private const string Wanted = "the path of kptn.yaml, relative to pyproject.toml";

    /// <summary>The file it names, absolute, or what is wrong with it.</summary>
    public static (string? Path, Finding? Problem) Resolve(YamlNode value, string folder)
    {
        if (value is not YamlScalar { Value: string text }) return (null, new Finding("wrong-type", value.Place, $"{Key} is {Shown.Node(value)}", $"text: {Wanted}"));
        if (text.Length == 0) return (null, new Finding("empty-value", value.Place, $"{Key} is empty", Wanted));
        var shown = $"{Key} '{Shown.Text(text)}'";
        if (text.Contains('\0', StringComparison.Ordinal)) return (null, new Finding("bad-value", value.Place, $"{shown} is not a path", Wanted));
        var path = Path.GetFullPath(text, folder);
        if (!Folders.IsBelow(path, folder)) return (null, new Finding("leaves-project", value.Place, $"{shown} leaves the folder of pyproject.toml", "a path below that folder"));
        if (Directory.Exists(path)) return (null, new Finding("bad-value", value.Place, $"{shown} is a folder", Wanted, $"write '{Shown.Text(text.TrimEnd('/'))}/kptn.yaml'"));
        return File.Exists(path) ? (path, null) : (null, new Finding("missing-file", value.Place, $"{shown} does not exist", Wanted, Suggest(text, folder)));
    }

    private static string Suggest(string text, string folder)
    {
        if (text.Contains('\\', StringComparison.Ordinal) && !OperatingSystem.IsWindows()) return "write '/' between folders";
        if (text.EndsWith(".yml", StringComparison.Ordinal) && File.Exists(Path.GetFullPath(Path.ChangeExtension(text, ".yaml"), folder))) return $"did you mean '{Shown.Text(Path.ChangeExtension(text, ".yaml"))}'?";
        return File.Exists(Path.Combine(folder, ProjectFinder.ConfigName)) ? $"did you mean '{ProjectFinder.ConfigName}'?" : "";
    }
}
