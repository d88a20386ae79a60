using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>A project as read: every value knows its place, nothing has been run.</summary>
public sealed record Project
{
    /// <summary>The folder of kptn.yaml, absolute. Relative paths of kptn.yaml start here.</summary>
    public required string Root { get; init; }

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

    /// <summary>kptn's own folder, <c>.kptn</c> beside kptn.yaml.</summary>
    public string KptnDir => Path.Combine(Root, ".kptn");
}
