using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>Where a project was found.</summary>
/// <param name="Root">The folder of kptn.yaml, absolute.</param>
/// <param name="ConfigPath">kptn.yaml, absolute.</param>
/// <param name="PyprojectPath">The pyproject.toml that belongs to it, absolute; <see langword="null"/> where there is none.</param>
/// <param name="ToolKptn">Its <c>[tool.kptn]</c>; <see langword="null"/> where there is none.</param>
public sealed record ProjectLocation(string Root, string ConfigPath, string? PyprojectPath, YamlMap? ToolKptn);
