namespace Kptn.Testing.Comparing;

/// <summary>A key that does not tell one row from all others.</summary>
/// <param name="Key">Its values; <see langword="null"/> for an empty cell.</param>
/// <param name="OldCount">Rows with it before.</param>
/// <param name="NewCount">Rows with it after.</param>
public sealed record RepeatedKey(IReadOnlyList<string?> Key, long OldCount, long NewCount);
