namespace Kptn.Engine.Outputs;

/// <summary>An output that was made once and that nobody makes any more.</summary>
/// <param name="Recorded">Whose it was, and what was recorded.</param>
/// <param name="Kind">Why nobody makes it.</param>
public sealed record Orphan(RecordedOutput Recorded, OrphanKind Kind);
