namespace Kptn.Testing.Snapshots;

/// <summary>What became of an orphan that was to be removed.</summary>
/// <param name="Deleted">Files that are gone, absolute.</param>
/// <param name="Kept">What was left alone, absolute: it is no file of a snapshot, or there are links on the way.</param>
/// <param name="Refusal">Why nothing is removed here at all; empty where that is not so.</param>
public sealed record PruneResult(IReadOnlyList<string> Deleted, IReadOnlyList<string> Kept, string Refusal = "");
