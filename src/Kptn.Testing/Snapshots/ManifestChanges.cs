namespace Kptn.Testing.Snapshots;

/// <summary>What of a received manifest awaits approval.</summary>
/// <param name="Changed">Paths of outputs that are new or differ; <see cref="ReceivedOutput.ResultPath"/> for the result.</param>
/// <param name="Removed">Paths of outputs that are approved and were not declared any more.</param>
public sealed record ManifestChanges(IReadOnlyList<string> Changed, IReadOnlyList<string> Removed);
