using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>A task while it is read.</summary>
internal sealed class TaskDraft(string name, Place place)
{
    /// <summary>How messages call it.</summary>
    public string Owner { get; } = $"task '{Shown.Text(name)}'";

    public TaskLanguage Language { get; set; } = TaskLanguage.Command;
    public string? ScriptPath { get; set; }
    public string? File { get; set; }
    public IReadOnlyList<string> ScriptFolders { get; set; } = [];
    public Place FilePlace { get; set; }
    public string? Function { get; set; }
    public IReadOnlyList<string> Command { get; set; } = [];
    public bool IsShellCommand { get; set; }
    public IReadOnlyList<OutputDeclaration> Outputs { get; set; } = [];
    public IReadOnlyList<YamlEntry> Args { get; set; } = [];
    public bool CacheResult { get; set; }
    public IReadOnlyList<string> IterableItem { get; set; } = [];
    public IReadOnlyList<string> MapOver { get; set; } = [];
    public string? MapGlob { get; set; }
    public int BundleSize { get; set; } = 1;
    public int? GroupSize { get; set; }
    public IReadOnlyList<string> PrefixArgs { get; set; } = [];
    public IReadOnlyList<string> CliArgs { get; set; } = [];
    public int? Cpu { get; set; }
    public int? Memory { get; set; }
    public bool DuckDbCheckpoint { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];
    public int? Retries { get; set; }
    public TimeSpan RetryDelay { get; set; }
    public TimeSpan? Timeout { get; set; }
    public IReadOnlyList<string> EnvNames { get; set; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> EnvValues { get; set; } = [];
    public IReadOnlyList<string> CodeDeps { get; set; } = [];
    public IReadOnlyList<string> After { get; set; } = [];
    public bool ContinueOnFailure { get; set; }
    public YamlMap? Snapshot { get; set; }

    /// <summary>Whether it maps over anything.</summary>
    public bool IsMapped => MapOver.Count > 0 || MapGlob is not null;

    /// <summary>The task as read.</summary>
    public TaskDefinition Finish() => new()
    {
        Name = name,
        Place = place,
        Language = Language,
        ScriptPath = ScriptPath,
        File = File,
        ScriptFolders = ScriptFolders,
        FilePlace = FilePlace == default ? place : FilePlace,
        Function = Function,
        Command = Command,
        IsShellCommand = IsShellCommand,
        Outputs = Outputs,
        Args = Args,
        CacheResult = CacheResult,
        IterableItem = IterableItem,
        MapOver = MapOver,
        MapGlob = MapGlob,
        BundleSize = BundleSize,
        GroupSize = GroupSize,
        PrefixArgs = PrefixArgs,
        CliArgs = CliArgs,
        Cpu = Cpu,
        Memory = Memory,
        DuckDbCheckpoint = DuckDbCheckpoint,
        Tags = Tags,
        Retries = Retries,
        RetryDelay = RetryDelay,
        Timeout = Timeout,
        EnvNames = EnvNames,
        EnvValues = EnvValues,
        CodeDeps = CodeDeps,
        After = After,
        ContinueOnFailure = ContinueOnFailure,
        Snapshot = Snapshot,
    };
}
