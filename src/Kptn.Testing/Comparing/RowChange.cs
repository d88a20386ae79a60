namespace Kptn.Testing.Comparing;

/// <summary>A row with changed cells.</summary>
/// <param name="Key">What tells the row: the values of the keys, else of the first columns that did not change.</param>
/// <param name="OldLine">The line it began on in the old file, from 1.</param>
/// <param name="NewLine">The line it begins on in the new file, from 1.</param>
/// <param name="OldCells">Its cells before, shortened, one for each of <see cref="TableDiff.Columns"/>; <see langword="null"/> where empty or not there.</param>
/// <param name="NewCells">Its cells after, likewise.</param>
/// <param name="Changed">Which of <see cref="TableDiff.Columns"/> changed, as indexes.</param>
public sealed record RowChange(
    IReadOnlyList<string?> Key,
    long OldLine,
    long NewLine,
    IReadOnlyList<string?> OldCells,
    IReadOnlyList<string?> NewCells,
    IReadOnlyList<int> Changed);
