namespace Kptn.Engine.Projects.Yaml;

/// <summary>What reading a YAML file gave.</summary>
/// <param name="Root">Its one value; <see langword="null"/> where the file is empty or cannot be read as YAML.</param>
/// <param name="Findings">All that is wrong with it as YAML.</param>
public sealed record YamlDocument(YamlNode? Root, IReadOnlyList<Finding> Findings);
