namespace Kptn.Engine.Projects.Yaml;

/// <summary>One entry of a mapping.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyPlace">Where the key stands.</param>
/// <param name="Value">The value; a key without one has a scalar whose value is <see langword="null"/>.</param>
public sealed record YamlEntry(string Key, Place KeyPlace, YamlNode Value);
