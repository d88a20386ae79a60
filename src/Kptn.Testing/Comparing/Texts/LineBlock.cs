namespace Kptn.Testing.Comparing.Texts;

/// <summary>Neighbouring lines that others replaced.</summary>
/// <param name="OldStart">The first removed line, from 0.</param>
/// <param name="OldCount">Removed lines.</param>
/// <param name="NewStart">The first added line, from 0.</param>
/// <param name="NewCount">Added lines.</param>
internal readonly record struct LineBlock(int OldStart, int OldCount, int NewStart, int NewCount);
