namespace Kptn.Testing.Comparing;

/// <summary>A value that became another one.</summary>
/// <param name="Old">Before; <see langword="null"/> for an empty cell.</param>
/// <param name="New">After; <see langword="null"/> for an empty cell.</param>
/// <param name="Count">How often.</param>
public sealed record Transition(string? Old, string? New, long Count);
