namespace Kptn.Testing.Comparing.Settings;

/// <summary>The tolerance of some columns.</summary>
/// <param name="Column">The column, the JSON path, or a pattern of it.</param>
/// <param name="Amount">How far its numbers may differ.</param>
public sealed record ColumnTolerance(string Column, ToleranceAmount Amount);
