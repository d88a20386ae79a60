namespace Kptn.Engine.Outputs;

/// <summary>An output that was to be put back.</summary>
/// <param name="Recorded">Whose it is, and what was recorded.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">What went wrong, where the outcome does not say it all.</param>
public sealed record RestoredOutput(RecordedOutput Recorded, Restoration Outcome, string Problem = "");
