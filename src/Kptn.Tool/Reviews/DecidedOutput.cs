using Kptn.Testing.Snapshots;

namespace Kptn.Tool.Reviews;

/// <summary>An output that was approved or rejected.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Path">The output, as people know it.</param>
/// <param name="Headline">How it differed.</param>
internal sealed record DecidedOutput(SnapshotKey Key, string Path, string Headline);
