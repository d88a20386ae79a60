namespace Kptn.Testing.Comparing;

/// <summary>Neighbouring changed lines with some around them.</summary>
/// <param name="OldStart">Number of its first line before, from 1.</param>
/// <param name="OldCount">Lines of it that were there before, shown or cut.</param>
/// <param name="NewStart">Number of its first line after, from 1.</param>
/// <param name="NewCount">Lines of it that are there after, shown or cut.</param>
/// <param name="Lines">The lines in order; removed ones before the added ones that replace them.</param>
public sealed record TextHunk(long OldStart, long OldCount, long NewStart, long NewCount, IReadOnlyList<TextLine> Lines);
