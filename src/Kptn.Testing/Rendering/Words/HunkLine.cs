using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>A line of a hunk with its numbers and with what differs from the line that it replaces or that replaces it.</summary>
/// <param name="Kind">Whether it is in both, new or gone.</param>
/// <param name="OldNumber">Its number before; 0 where it is new.</param>
/// <param name="NewNumber">Its number after; 0 where it is gone.</param>
/// <param name="Spans">Its parts, made visible.</param>
/// <param name="Partner">Which line of the hunk it belongs beside, as an index; -1 for none.</param>
internal sealed record HunkLine(DiffKind Kind, long OldNumber, long NewNumber, IReadOnlyList<MarkedSpan> Spans, int Partner = -1);
