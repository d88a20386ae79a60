using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Asks which code something reaches.</summary>
/// <param name="Owner">Task or config key that asks, for messages.</param>
/// <param name="Place">Where it names the script.</param>
/// <param name="ScriptPath">The script, absolute.</param>
/// <param name="Function">The function or class in it; <see langword="null"/> for the whole script.</param>
/// <param name="IsConfig">Whether a config value asks: the script is imported as a module, and any attribute of it may be meant.</param>
public sealed record CodeQuery(string Owner, Place Place, string ScriptPath, string? Function, bool IsConfig = false);
