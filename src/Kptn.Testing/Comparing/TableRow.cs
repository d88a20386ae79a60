namespace Kptn.Testing.Comparing;

/// <summary>A row that is on one side only.</summary>
/// <param name="Key">The values of the keys; empty where there are none.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Cells">Its cells, shortened, one for each of <see cref="TableDiff.Columns"/>; <see langword="null"/> where empty or not there.</param>
public sealed record TableRow(IReadOnlyList<string?> Key, long Line, IReadOnlyList<string?> Cells);
