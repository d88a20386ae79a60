using Kptn.Testing.Reviewing;

namespace Kptn.Tool.Reviews;

/// <summary>An orphan that was removed.</summary>
/// <param name="Orphan">The orphan.</param>
/// <param name="Kept">What of it was left alone, absolute.</param>
internal sealed record PrunedOrphan(ReviewedOrphan Orphan, IReadOnlyList<string> Kept);
