namespace Kptn.Testing.Comparing;

/// <summary>How far numbers moved: new value less old value.</summary>
/// <param name="Count">Cells that were a number and are another one.</param>
/// <param name="Min">The largest movement down, or the smallest up.</param>
/// <param name="Max">The largest movement up, or the smallest down.</param>
/// <param name="Mean">The mean movement.</param>
/// <param name="LargestRelative">The largest movement as a part of the larger of both values, 0 to 2.</param>
public sealed record NumberChange(long Count, double Min, double Max, double Mean, double LargestRelative);
