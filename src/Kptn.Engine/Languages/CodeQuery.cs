using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Asks which code something reaches.</summary>
/// <param name="Owner">Task or config key that asks, for messages.</param>
/// <param name="Place">Where it names the script.</param>
/// <param name="ScriptPath">The script, absolute.</param>
/// <param name="Function">The function or class in it; <see langword="null"/> for the whole script.</param>
public sealed record CodeQuery(string Owner, Place Place, string ScriptPath, string? Function);
