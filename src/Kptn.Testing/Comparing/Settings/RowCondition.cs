namespace Kptn.Testing.Comparing.Settings;

/// <summary>A condition on one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The values of which a row must have one; the empty text stands for an empty cell.</param>
/// <param name="IsExcluded">Whether a row must have none of them instead.</param>
public sealed record RowCondition(string Column, IReadOnlyList<string> Values, bool IsExcluded = false);
