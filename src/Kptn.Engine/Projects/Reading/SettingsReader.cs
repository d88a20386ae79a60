using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>[tool.kptn]</c> and, over it, <c>settings:</c>.</summary>
internal sealed class SettingsReader(ProjectPaths paths, FindingList findings)
{
    private static readonly string[] FlowTypes = ["vanilla", "prefect", "stepfunctions"];
    private static readonly string[] Stores = ["local", "duckdb", "dynamodb", "sqlite"];
    private static readonly string[] RWorkers = ["warm", "process"];
    private readonly ValueReader _values = new(findings);

    /// <summary>The settings of both files.</summary>
    public Settings Read(YamlMap? toolKptn, YamlNode? node)
    {
        var settings = new Settings();
        foreach (var entry in toolKptn?.Entries ?? [])
        {
            if (KnownKeys.ToolKptn.Contains(entry.Key)) settings = Shared(settings, entry, "[tool.kptn]", paths.PyprojectDir);
            else _values.Unknown(entry, "[tool.kptn]", KnownKeys.ToolKptn);
        }

        if (node is null) return settings;
        foreach (var entry in _values.Map(node, new("settings")))
        {
            if (!KnownKeys.Settings.Contains(entry.Key)) _values.Unknown(entry, "'settings'", KnownKeys.Settings);
            else settings = Own(settings, entry);
        }

        return settings with { Raw = node as YamlMap };
    }

    private Settings Shared(Settings settings, YamlEntry entry, string owner, string folder)
    {
        var what = new Subject(entry.Key, owner);
        var value = entry.Value;
        switch (entry.Key)
        {
            case "flows_dir": return settings with { FlowsDir = Folder(value, what, folder, mustExist: false) ?? settings.FlowsDir };
            case "py_tasks_dir": return settings with { PyTasksDirs = Folders(value, what, folder) };
            case "docker_image": return settings with { DockerImage = _values.Text(value, what) ?? settings.DockerImage };
            case "cache_namespace": return settings with { CacheNamespace = _values.Text(value, what) ?? settings.CacheNamespace };
            default:
                _values.Text(value, what);
                return settings;
        }
    }

    private Settings Own(Settings settings, YamlEntry entry)
    {
        var what = new Subject(entry.Key, "'settings'");
        var value = entry.Value;
        switch (entry.Key)
        {
            case "flow_type": return settings with { FlowType = _values.Choice(value, what, FlowTypes) ?? settings.FlowType };
            case "r_tasks_dir": return settings with { RTasksDirs = Folders(value, what, paths.Root) };
            case "duckdb_tasks_dir": return settings with { DuckDbTasksDirs = Folders(value, what, paths.Root) };
            case "storage_key": return settings with { StorageKey = _values.Text(value, what) };
            case "branch": return settings with { Branch = _values.Text(value, what) };
            case "db": return settings with { Db = _values.Choice(value, what, Stores) is { } db and not "sqlite" ? db : "local" };
            case "scratch_dir": return settings with { ScratchDir = _values.Text(value, what) is { } scratch ? Home(scratch) : null };
            case "logging": return settings with { LogFile = LogFile(value, what) };
            case "limits": return settings with { Limits = Limits(value, what) };
            case "resources":
                var (cpu, memory) = Resources(value, what);
                return settings with { ResourceCpu = cpu, ResourceMemory = memory };
            case "python": return settings with { Python = Program(value, what) };
            case "rscript": return settings with { Rscript = Program(value, what) };
            case "retries": return settings with { Retries = _values.Number(value, what, 0) ?? 0 };
            case "timeout": return settings with { Timeout = _values.Duration(value, what, positive: true) };
            case "artifacts": return new ArtifactsReader(_values, findings).Read(settings, value, what, Home);
            case "s3": return new S3Reader(_values, findings).Read(settings, value, what);
            case "snapshots": return new SnapshotsReader(_values, paths, findings).Read(settings, value, what, (node, dir) => Folder(node, dir, paths.Root, mustExist: false));
            case "dynamodb": return settings with { DynamoDb = new DynamoDbReader(_values, findings).Read(value, what) };
            case "r_worker": return settings with { KeepsRWarm = _values.Choice(value, what, RWorkers) != "process" };
            case "branch_from": return settings with { BranchFrom = _values.Text(value, what) };
            case "tasks_conf_path":
                findings.Warn("unused-key", entry.KeyPlace, "'tasks_conf_path' has no effect in kptn.yaml itself", "[tool.kptn] of pyproject.toml");
                return settings;
            default: return Shared(settings, entry, "'settings'", paths.Root);
        }
    }

    private List<string> Folders(YamlNode node, Subject what, string folder)
    {
        var folders = new List<string>();
        foreach (var text in _values.Texts(node, what))
        {
            if (Folder(text, what, folder, mustExist: true) is { } path && !folders.Contains(path)) folders.Add(path);
        }

        return folders;
    }

    private string? Folder(YamlNode node, Subject what, string folder, bool mustExist)
    {
        if (_values.Text(node, what) is not { } text) return null;
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));
        if (ProjectPaths.HasDrive(text) || !paths.IsInside(path))
        {
            findings.Add("leaves-project", node.Place, $"'{Shown.Text(text)}' in {what} leaves the project", "a folder inside the project");
            return null;
        }

        if (mustExist && !Directory.Exists(path)) findings.Warn("missing-folder", node.Place, $"folder '{Shown.Text(text)}' in {what} does not exist");
        return path;
    }

    private string Home(string text)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.TrimEndingDirectorySeparator(text switch
        {
            "~" => home,
            ['~', '/', ..] => Path.GetFullPath(text[2..], home),
            _ => Path.GetFullPath(text, paths.Root),
        });
    }

    private string? Program(YamlNode node, Subject what)
        => _values.Text(node, what) is not { } text ? null : text.Contains('/') ? Home(text) : text;

    private string? LogFile(YamlNode node, Subject what)
    {
        string? file = null;
        foreach (var entry in _values.Map(node, what, "a map with the key 'file'"))
        {
            if (entry.Key != "file") _values.Unknown(entry, "'settings.logging'", KnownKeys.Logging);
            else if (_values.Text(entry.Value, new("file", "'settings.logging'")) is { } text) file = Home(text);
        }

        return file;
    }

    private Dictionary<string, int> Limits(YamlNode node, Subject what)
    {
        var limits = new Dictionary<string, int>();
        foreach (var entry in _values.Map(node, what, "a map of tags with numbers"))
        {
            if (_values.Number(entry.Value, new(entry.Key, "'settings.limits'"), 1) is { } limit) limits[entry.Key] = limit;
        }

        return limits;
    }

    private (int? Cpu, int? Memory) Resources(YamlNode node, Subject what)
    {
        int? cpu = null, memory = null;
        foreach (var entry in _values.Map(node, what, "a map with the keys 'cpu' and 'memory'"))
        {
            var part = new Subject(entry.Key, "'settings.resources'");
            if (entry.Key == "cpu") cpu = _values.Number(entry.Value, part, 1);
            else if (entry.Key == "memory") memory = _values.Number(entry.Value, part, 1);
            else _values.Unknown(entry, "'settings.resources'", KnownKeys.Compute);
        }

        return (cpu, memory);
    }
}
