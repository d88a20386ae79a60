using System.Text;
using Kptn.Engine.Artifacts;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Receiving;

/// <summary>Writes what a test found beside what is approved.</summary>
internal sealed class Receiver(SnapshotSettings settings, SnapshotDisk disk, IArtifactStore artifacts)
{
    /// <summary>Writes received files, then their manifest.</summary>
    /// <param name="folder">The snapshot's folder.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="approved">What is approved.</param>
    /// <param name="before">What was received before.</param>
    /// <param name="manifest">What was found.</param>
    /// <param name="changed">What of it is new or differs.</param>
    public void Receive(string folder, SnapshotKey key, ApprovedSnapshot? approved, SnapshotManifest? before, SnapshotManifest manifest, IReadOnlyList<ReceivedOutput> changed)
    {
        disk.Guard(folder);
        var sources = changed.ToDictionary(output => output.Path, output => output, StringComparer.Ordinal);
        var packer = new OutputPacker(settings, artifacts, Names(key, approved));
        var packed = manifest.Outputs.OrderBy(output => output.Path, StringComparer.Ordinal)
            .Select(output => sources.Remove(output.Path, out var source) ? packer.Pack(output, source.SourceFile, source.Keys) : Unchanged(output, approved, isResult: false)).OfType<PackedOutput>().ToList();
        var result = manifest.Result is not { } of ? null
            : sources.Remove(ReceivedOutput.ResultPath, out var resultFile) ? packer.PackResult(of, resultFile.SourceFile) : Unchanged(of, approved, isResult: true);
        if (sources.Keys.FirstOrDefault() is { } stray) throw new ArgumentException($"'{stray}' is no output of the manifest of {key}", nameof(changed));

        var received = manifest with
        {
            Key = key,
            Outputs = [.. packed.Select(output => output.Entry)],
            Result = result?.Entry,
            Changes = new ManifestChanges([.. changed.Select(output => output.Path)], Removed(approved, manifest)) { Obsolete = before?.Changes?.Obsolete ?? [] },
        };
        var known = Known(approved);
        var kept = packed.Append(result).OfType<PackedOutput>().SelectMany(output => output.Files).Select(file => Write(folder, known, file)).OfType<string>().ToHashSet(SnapshotPaths.Comparer);
        disk.Write(Path.Combine(folder, SnapshotNames.ReceivedManifest), Encoding.UTF8.GetBytes(ManifestJson.Write(received)), isDurable: false);
        kept.Add(Path.Combine(folder, SnapshotNames.ReceivedManifest));
        new ReceivedFiles(disk).Sweep(folder, kept, approved?.Manifest, before, received);
    }

    /// <summary>A manifest in which all is as approved, for a test that is green on other code.</summary>
    public static SnapshotManifest Moved(SnapshotKey key, ApprovedSnapshot? approved, SnapshotManifest manifest) => manifest with
    {
        Key = key,
        Outputs = [.. manifest.Outputs.Select(output => Unchanged(output, approved, isResult: false)?.Entry).OfType<ManifestOutput>()],
        Result = manifest.Result is { } result ? Unchanged(result, approved, isResult: true)?.Entry : null,
        Changes = null,
    };

    // Bytes may differ within what a comparison allows; what is approved stays then. What was never approved, and is not asked for, is no part of a snapshot.
    private static PackedOutput? Unchanged(ManifestOutput output, ApprovedSnapshot? approved, bool isResult)
    {
        if (approved?.Find(output.Path, isResult) is not { } known) return null;
        if (!known.IsOtherThanManifest) return new(known.Entry, []);
        return new(known.Entry with { Description = output.Description with { Kind = known.Entry.Description.Kind, Hash = known.Hash, Size = known.Size } }, []);
    }

    private OutputNames Names(SnapshotKey key, ApprovedSnapshot? approved)
    {
        var names = new OutputNames(isFlat: key.Item is null && settings.MappedTasks.Contains(key.Task));
        foreach (var piece in (approved?.Manifest.Outputs ?? []).SelectMany(output => output.Pieces))
        {
            if (piece.File is not null) names.Keep(piece.Path, piece.File);
        }

        return names;
    }

    private static List<string> Removed(ApprovedSnapshot? approved, SnapshotManifest manifest)
    {
        var declared = manifest.Outputs.Select(output => output.Path).ToHashSet(StringComparer.Ordinal);
        var removed = (approved?.Manifest.Outputs ?? []).Select(output => output.Path).Where(path => !declared.Contains(path)).ToList();
        if (approved?.Manifest.Result is not null && manifest.Result is null) removed.Add(ReceivedOutput.ResultPath);
        return removed;
    }

    private static HashSet<(string? File, string Hash)> Known(ApprovedSnapshot? approved) =>
        [.. (approved?.Outputs ?? []).Append(approved?.Result).OfType<ApprovedOutput>().SelectMany(output => output.Files).Select(file => (file.File, file.Hash))];

    /// <summary>Writes a file, unless the approved one has its content.</summary>
    private string? Write(string folder, HashSet<(string? File, string Hash)> known, (string File, string Hash, byte[] Content) file)
    {
        if (known.Contains((SnapshotPaths.In(folder, file.File), file.Hash))) return null;
        var path = SnapshotPaths.In(folder, SnapshotNames.Received(file.File));
        disk.Write(path, file.Content, isDurable: false);
        return path;
    }
}
