using Kptn.Engine.Fingerprints;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Keeps what was received beside what was approved, for whoever reviews it.</summary>
/// <param name="snapshots">Where.</param>
/// <param name="maker">Describes what was made.</param>
/// <param name="files">What was made.</param>
internal sealed class Receiver(SnapshotStore snapshots, ManifestMaker maker, MadeFiles files)
{
    /// <summary>Keeps it.</summary>
    /// <param name="unit">What was made.</param>
    /// <param name="approved">What was approved; <see langword="null"/> where nothing was.</param>
    /// <param name="judgement">How they differ.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The outputs with the files that were kept.</returns>
    public IReadOnlyList<TestedOutput> Receive(MadeUnit unit, ApprovedSnapshot? approved, Judgement judgement, CancellationToken cancellation)
    {
        var manifest = maker.Of(unit, cancellation);
        if (approved is not null) manifest = WithApproved(manifest, approved, judgement);
        var changed = new List<ReceivedOutput>();
        foreach (var output in unit.Outputs)
        {
            if (judgement.Changed.Contains(output.Path)) changed.Add(new ReceivedOutput(output.Path, OutputPath.IsGlob(output.Path) ? files.ScratchDir : Path.Combine(files.ScratchDir, output.Path.TrimEnd('/'))) { Keys = maker.KeysOf(output.Path) });
        }

        if (unit.Result is { } result && judgement.Changed.Contains(MadeFiles.ResultPath)) changed.Add(ReceivedOutput.OfResult(files.OfResult(result)));
        snapshots.Receive(unit.Key, manifest, changed);
        return [.. judgement.Outputs.Select(tested => WithFile(tested, unit.Key))];
    }

    // What is the same as far as settings go stays as it was approved, byte for byte.
    private static SnapshotManifest WithApproved(SnapshotManifest manifest, ApprovedSnapshot approved, Judgement judgement)
    {
        var before = approved.Outputs.ToDictionary(output => output.Path, output => output.Entry, StringComparer.Ordinal);
        return manifest with
        {
            Outputs = [.. manifest.Outputs.Select(output => !judgement.Changed.Contains(output.Path) && before.TryGetValue(output.Path, out var entry) ? entry : output)],
            Result = manifest.Result is not null && !judgement.Changed.Contains(MadeFiles.ResultPath) && approved.Result is { } result ? result.Entry : manifest.Result,
        };
    }

    private TestedOutput WithFile(TestedOutput tested, SnapshotKey key) =>
        tested.Diff.Kind is DiffKind.Same or DiffKind.Removed ? tested with { NewFile = null } : tested with { NewFile = snapshots.ReceivedFile(key, tested.Diff.Path) };
}
