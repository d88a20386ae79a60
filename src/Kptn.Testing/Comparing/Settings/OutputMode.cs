namespace Kptn.Testing.Comparing.Settings;

/// <summary>The mode of some outputs.</summary>
/// <param name="Output">The output's path, or a pattern of it.</param>
/// <param name="Mode">What they are compared as.</param>
public sealed record OutputMode(string Output, CompareMode Mode);
