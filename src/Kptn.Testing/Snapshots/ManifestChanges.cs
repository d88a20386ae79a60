namespace Kptn.Testing.Snapshots;

/// <summary>What of a received manifest awaits approval.</summary>
/// <param name="Changed">Paths of outputs that are new or differ; <see cref="ReceivedOutput.ResultPath"/> for the result.</param>
/// <param name="Removed">Paths of outputs that are approved and were not declared any more.</param>
public sealed record ManifestChanges(IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>Files of an approval that was begun, relative to the snapshot's folder: they go once the manifest does not name them any more.</summary>
    public IReadOnlyList<string> Obsolete { get; init; } = [];
}
