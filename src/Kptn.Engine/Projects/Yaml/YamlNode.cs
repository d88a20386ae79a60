namespace Kptn.Engine.Projects.Yaml;

/// <summary>A value of a YAML document that knows where it stands.</summary>
/// <param name="Place">Where the value starts.</param>
public abstract record YamlNode(Place Place);
