namespace Kptn.Testing.Comparing;

/// <summary>A changed cell.</summary>
/// <param name="Key">What tells its row: the values of the keys, else of the first columns that did not change.</param>
/// <param name="Old">Before, shortened; <see langword="null"/> for an empty cell.</param>
/// <param name="New">After, shortened; <see langword="null"/> for an empty cell.</param>
/// <param name="Movement">New less old where both are numbers.</param>
public sealed record CellChange(IReadOnlyList<string?> Key, string? Old, string? New, double? Movement);
