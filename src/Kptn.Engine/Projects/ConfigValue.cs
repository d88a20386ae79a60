using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>One config value as tasks see it: a value, or a Python callable that makes it when a task that needs it runs.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Alias">A second name; <see langword="null"/> where it has none.</param>
/// <param name="Place">Where its key stands.</param>
/// <param name="Value">The value, includes merged; <see langword="null"/> for a callable.</param>
/// <param name="Function"><c>mod:attr</c> of the callable; <see langword="null"/> for a value.</param>
public sealed record ConfigValue(string Name, string? Alias, Place Place, YamlNode? Value, string? Function);
