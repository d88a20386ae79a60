namespace Kptn.Testing.Comparing;

/// <summary>A row with more or fewer cells than the header.</summary>
/// <param name="IsNew">Whether it is in the new file.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Cells">How many cells it has.</param>
/// <param name="Expected">How many the header has.</param>
public sealed record RaggedRow(bool IsNew, long Line, int Cells, int Expected);
