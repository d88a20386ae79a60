namespace Kptn.Testing.Snapshots;

/// <summary>A manifest, or why there is none.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Problem">Why it cannot be read.</param>
public sealed record ManifestReadResult(SnapshotManifest? Manifest, SnapshotProblem? Problem);
