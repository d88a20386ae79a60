using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>A task as declared under <c>tasks:</c>, after <c>use</c> is resolved.</summary>
public sealed record TaskDefinition
{
    /// <summary>The task's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where its name stands.</summary>
    public required Place Place { get; init; }

    /// <summary>What it is written in.</summary>
    public required TaskLanguage Language { get; init; }

    /// <summary>The script as found, absolute; <see langword="null"/> for a command, or where the script is missing.</summary>
    public string? ScriptPath { get; init; }

    /// <summary>The <c>file</c> as written without <c>:function</c>, with <c>true</c> spelled out.</summary>
    public string? File { get; init; }

    /// <summary>The folders, absolute, in which the script of an item is looked for, in order, where <see cref="File"/> names an item's value; else empty.</summary>
    public IReadOnlyList<string> ScriptFolders { get; init; } = [];

    /// <summary>Where <c>file</c> or <c>command</c> stands.</summary>
    public Place FilePlace { get; init; }

    /// <summary>Python function to call.</summary>
    public string? Function { get; init; }

    /// <summary>Argv of a command given as a list, or the one shell string; empty for a script.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether <see cref="Command"/> is one string for the shell.</summary>
    public bool IsShellCommand { get; init; }

    /// <summary>Declared outputs, as written.</summary>
    public IReadOnlyList<OutputDeclaration> Outputs { get; init; } = [];

    /// <summary>Static args, in order.</summary>
    public IReadOnlyList<YamlEntry> Args { get; init; } = [];

    /// <summary>Whether the return value is kept.</summary>
    public bool CacheResult { get; init; }

    /// <summary>Names of the parts of each element; empty where not set.</summary>
    public IReadOnlyList<string> IterableItem { get; init; } = [];

    /// <summary>Names it maps over; empty where not mapped.</summary>
    public IReadOnlyList<string> MapOver { get; init; } = [];

    /// <summary>Glob it maps over; <see langword="null"/> where it does not.</summary>
    public string? MapGlob { get; init; }

    /// <summary>Items per worker call.</summary>
    public int BundleSize { get; init; } = 1;

    /// <summary>Items per wave; <see langword="null"/> for no limit.</summary>
    public int? GroupSize { get; init; }

    /// <summary>Words before <c>Rscript</c>, split as a POSIX shell splits words.</summary>
    public IReadOnlyList<string> PrefixArgs { get; init; } = [];

    /// <summary>Words after the script.</summary>
    public IReadOnlyList<string> CliArgs { get; init; } = [];

    /// <summary>CPU units (1024 = 1 vCPU); <see langword="null"/> where not declared.</summary>
    public int? Cpu { get; init; }

    /// <summary>Memory in MiB; <see langword="null"/> where not declared.</summary>
    public int? Memory { get; init; }

    /// <summary>Whether a DuckDB checkpoint follows its success.</summary>
    public bool DuckDbCheckpoint { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tries after the first; <see langword="null"/> for the settings' default.</summary>
    public int? Retries { get; init; }

    /// <summary>Pause before a retry.</summary>
    public TimeSpan RetryDelay { get; init; }

    /// <summary>Limit of one try; <see langword="null"/> for the settings' default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Environment variables of the caller that count in the fingerprint.</summary>
    public IReadOnlyList<string> EnvNames { get; init; } = [];

    /// <summary>Environment variables to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> EnvValues { get; init; } = [];

    /// <summary>Extra files or globs that count as code, as written, relative to the project.</summary>
    public IReadOnlyList<string> CodeDeps { get; init; } = [];

    /// <summary>Order-only dependencies.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whether dependents run although this task failed (<c>on_failure: continue</c>).</summary>
    public bool ContinueOnFailure { get; init; }

    /// <summary>The <c>snapshot</c> settings, untouched.</summary>
    public YamlMap? Snapshot { get; init; }

    /// <summary>Whether it maps over anything.</summary>
    public bool IsMapped => MapOver.Count > 0 || MapGlob is not null;
}
