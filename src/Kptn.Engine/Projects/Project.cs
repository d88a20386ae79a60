using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>A project as read: every value knows its place, nothing has been run.</summary>
public sealed record Project
{
    /// <summary>The folder of kptn.yaml, absolute. Relative paths of kptn.yaml start here.</summary>
    public required string Root { get; init; }

    /// <summary>Where the project ends, absolute: the folder of its pyproject.toml where that lies above kptn.yaml, else <see cref="Root"/>.</summary>
    public string Boundary
    {
        get => field ?? Root;
        init;
    }

    /// <summary>kptn.yaml, absolute.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Settings of both files.</summary>
    public required Settings Settings { get; init; }

    /// <summary>Root config, in order.</summary>
    public IReadOnlyList<YamlEntry> Config { get; init; } = [];

    /// <summary>Graphs by id, in order.</summary>
    public required IReadOnlyDictionary<string, GraphDefinition> Graphs { get; init; }

    /// <summary>Tasks by name, in order.</summary>
    public required IReadOnlyDictionary<string, TaskDefinition> Tasks { get; init; }

    /// <summary>Folders in which Python modules of the project are looked for after the script's own, absolute, in order.</summary>
    public IReadOnlyList<string> ModuleRoots => [.. Settings.PyTasksDirs.Append(Root).Append(Boundary).Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal)];

    /// <summary>kptn's own folder, <c>.kptn</c> beside kptn.yaml.</summary>
    public string KptnDir => Path.Combine(Root, ".kptn");
}
