namespace Kptn.Engine.Projects.Yaml;

/// <summary>A scalar. <see cref="Value"/> is what the YAML 1.2 core schema makes of <see cref="Text"/>.</summary>
/// <param name="Place">Where the value starts.</param>
/// <param name="Text">The text as written, unescaped.</param>
/// <param name="Value"><see langword="null"/>, <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/>, <see cref="double"/> or <see cref="string"/>.</param>
public sealed record YamlScalar(Place Place, string Text, object? Value) : YamlNode(Place);
