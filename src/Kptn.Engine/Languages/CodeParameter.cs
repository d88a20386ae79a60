namespace Kptn.Engine.Languages;

/// <summary>One parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Whether it has no default.</param>
/// <param name="IsPositionalOnly">Whether it cannot be passed by name.</param>
public sealed record CodeParameter(string Name, bool Required, bool IsPositionalOnly = false);
