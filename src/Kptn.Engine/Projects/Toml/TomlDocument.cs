using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>A TOML file as read: either its root table or what is wrong with it.</summary>
/// <param name="Root">The root table; <see langword="null"/> where the file is not valid TOML.</param>
/// <param name="Error">The first thing that is wrong; <see langword="null"/> where nothing is.</param>
public sealed record TomlDocument(YamlMap? Root, Finding? Error);
