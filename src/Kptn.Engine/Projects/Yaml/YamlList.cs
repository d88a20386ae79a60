namespace Kptn.Engine.Projects.Yaml;

/// <summary>A sequence.</summary>
/// <param name="Place">Where the value starts.</param>
/// <param name="Items">Its values in order.</param>
public sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);
