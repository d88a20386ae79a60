using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>Reads kptn.yaml, and <c>[tool.kptn]</c> below it, and checks all that can be known without running anything.</summary>
public static class ProjectReader
{
    /// <summary>Reads the project.</summary>
    /// <param name="location">Where it was found.</param>
    public static ProjectReadResult Read(ProjectLocation location)
    {
        var file = Path.GetRelativePath(location.Root, location.ConfigPath);
        var findings = new FindingList();
        if (ConfigFile.Read(location.ConfigPath, file, findings) is not { } bytes) return new ProjectReadResult(null, findings.All);
        var document = YamlCache.Read(bytes, file, Path.Combine(location.Root, ".kptn", "cache", "yaml"));
        foreach (var finding in document.Findings) findings.Add(finding);
        var project = document.Root switch
        {
            YamlMap map => Read(map, location, findings),
            null when document.Findings.Count > 0 => null,
            null => Refuse("config-empty", new Place(file), "the file is empty", findings),
            var other => Refuse("wrong-type", other.Place, $"the file holds {Shown.Node(other)}", findings),
        };
        return new ProjectReadResult(project, [.. findings.All.OrderBy(finding => finding.Place.File != file).ThenBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)]);
    }

    private static Project? Refuse(string code, Place place, string message, FindingList findings)
    {
        findings.Add(code, place, message, "a map with the keys 'graphs' and 'tasks'", "'kptn init' writes an example");
        return null;
    }

    private static Project Read(YamlMap map, ProjectLocation location, FindingList findings)
    {
        var values = new ValueReader(findings);
        foreach (var entry in map.Entries)
        {
            if (!KnownKeys.Top.Contains(entry.Key)) values.Unknown(entry, "kptn.yaml", KnownKeys.Top);
        }

        var paths = new ProjectPaths(location);
        var settings = new SettingsReader(paths, findings).Read(location.ToolKptn, map["settings"]);
        var config = new ConfigReader(paths, findings);
        var taskEntries = Required(map, "tasks", "a map of task names", findings);
        var names = new Dictionary<string, YamlEntry>(taskEntries.Count);
        foreach (var entry in taskEntries) names[entry.Key] = entry;
        var args = new ArgsReader(findings, names.Keys, names.ContainsKey);
        var tasks = new TasksReader(args, paths, settings, findings).Read(taskEntries);
        Required(map, "graphs", "a map of graph ids", findings);
        new LimitCheck(findings).Check(settings, tasks.Values);
        return new Project
        {
            Root = location.Root,
            Boundary = paths.Boundary,
            ConfigPath = location.ConfigPath,
            Settings = settings,
            Config = map["config"] is { } node ? config.Read(node, new Subject("config")) : [],
            Graphs = map["graphs"] is { } graphs ? new GraphReader(findings, config, args).Read(graphs) : [],
            Tasks = tasks,
        };
    }

    private static IReadOnlyList<YamlEntry> Required(YamlMap map, string key, string expected, FindingList findings)
    {
        if (map[key] is null or YamlScalar { Value: null } or YamlMap { Entries.Count: 0 })
            findings.Add("missing-key", map[key]?.Place ?? map.Place, map[key] is null ? $"kptn.yaml has no key '{key}'" : $"'{key}' is empty", expected);
        else if (map[key] is YamlMap entries)
            return entries.Entries;
        else if (key == "tasks")
            new ValueReader(findings).Wrong(map[key]!, new Subject(key), expected);
        return [];
    }
}
