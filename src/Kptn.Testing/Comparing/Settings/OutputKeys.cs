namespace Kptn.Testing.Comparing.Settings;

/// <summary>Keys of some outputs.</summary>
/// <param name="Output">The output's path, or a pattern of it.</param>
/// <param name="Keys">The columns.</param>
public sealed record OutputKeys(string Output, IReadOnlyList<string> Keys);
