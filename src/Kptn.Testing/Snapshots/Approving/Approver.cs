using System.Text;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;
using Kptn.Testing.Snapshots.Reading;
using Kptn.Testing.Snapshots.Receiving;

namespace Kptn.Testing.Snapshots.Approving;

/// <summary>
/// Puts received content in place of the approved one. Each step leaves files from which the next test run is right: first the content, file by file,
/// which counts whatever the manifest says; then the manifest; the received manifest, which knows what is left to do, goes last.
/// </summary>
internal sealed class Approver(SnapshotDisk disk, SnapshotReader reader, PendingReader pending, MovedManifests moved)
{
    /// <summary>Approves what was shown; nothing that came after.</summary>
    public ApproveResult Approve(PendingSnapshot shown, IReadOnlySet<string>? outputs)
    {
        if (shown.IsMoved) return Refresh(shown);
        if (pending.Read(shown.Folder) is not { } now) return new ApproveResult { IsComplete = true };
        if (now.IsUnreadable) return new ApproveResult { IsComplete = false, Problems = now.Problems };
        var selection = Selection.Of(shown, now, outputs);
        if (!selection.IsAny && outputs is not null) return new ApproveResult { IsComplete = selection.Left.Count == 0, Problems = selection.Problems };

        var approved = reader.Read(now.Folder, now.Key);
        var manifest = new ManifestMerge(now.Manifest, approved, selection).Manifest;
        var obsolete = Obsolete(now, approved?.Manifest, manifest);
        Promote(now.Folder, selection.Accepted);
        WriteManifest(now.Folder, manifest);
        if (approved is null) disk.SyncAbove(now.Folder);
        foreach (var file in obsolete) disk.Delete(SnapshotPaths.In(now.Folder, file), now.Folder);
        Settle(now, approved, selection.Left, isRejection: false);
        return new ApproveResult { Approved = [.. selection.Accepted.Select(output => output.Path)], IsComplete = selection.Left.Count == 0, Problems = selection.Problems };
    }

    /// <summary>Removes received content.</summary>
    public void Reject(PendingSnapshot shown, IReadOnlySet<string>? outputs)
    {
        if (shown.IsMoved) moved.Remove(shown.Folder);
        else if (pending.Read(shown.Folder) is { } now) Settle(now, reader.Read(now.Folder, now.Key), [.. now.Outputs.Where(output => outputs?.Contains(output.Path) == false)], isRejection: true);
    }

    private ApproveResult Refresh(PendingSnapshot shown)
    {
        if (moved.Read(shown.Folder) is not { } manifest) return new ApproveResult { IsComplete = true };
        if (manifest.Fingerprint != shown.Manifest.Fingerprint) return new ApproveResult { IsComplete = false, Problems = [Selection.ChangedSince(shown.Folder)] };
        if (reader.Read(shown.Folder, shown.Key) is not { } approved || !IsSame(approved, manifest))
        {
            moved.Remove(shown.Folder);
            return new ApproveResult { IsComplete = false, Problems = [new(SnapshotProblemKind.Changed, shown.Folder, null, "the approved files are others than those that the test was green with", "run the test again")] };
        }

        WriteManifest(shown.Folder, manifest with { Outputs = [.. manifest.Outputs.Select(output => Entry(output, approved.Find(output.Path, isResult: false)))], Result = manifest.Result is { } result ? Entry(result, approved.Result) : null });
        moved.Remove(shown.Folder);
        return new ApproveResult { IsComplete = true };
    }

    private static ManifestOutput Entry(ManifestOutput noted, ApprovedOutput? approved) => approved is { IsOtherThanManifest: true } ? ManifestMerge.Settled(approved) : noted;

    private static bool IsSame(ApprovedSnapshot approved, SnapshotManifest manifest) =>
        approved.Outputs.Select(output => (output.Path, output.Hash)).ToHashSet().SetEquals(manifest.Outputs.Select(output => (output.Path, output.Hash)))
        && approved.Result?.Hash == manifest.Result?.Hash;

    private void Promote(string folder, IEnumerable<PendingOutput> outputs)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in outputs.SelectMany(output => output.New?.Entry.SnapshotFiles ?? []))
        {
            var (received, verified) = (SnapshotPaths.In(folder, SnapshotNames.Received(piece)), SnapshotPaths.In(folder, piece));
            if (!SnapshotDisk.Has(received)) continue;
            disk.Promote(received, verified);
            folders.Add(Path.GetDirectoryName(verified)!);
        }

        foreach (var below in folders) SnapshotDisk.Sync(below, folder);
    }

    /// <summary>Files that nothing names after this approval. They are written down first, so that the next approval knows of them where this one is cut off.</summary>
    private List<string> Obsolete(PendingSnapshot now, SnapshotManifest? before, SnapshotManifest after)
    {
        var named = Files(after).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = now.Manifest.Changes?.Obsolete ?? [];
        var obsolete = Files(before).Concat(known).Where(file => !named.Contains(file)).Distinct(StringComparer.Ordinal).ToList();
        if (now.Manifest.Changes is { } changes && obsolete.Except(known).Any())
            WriteReceived(now.Folder, now.Manifest with { Changes = changes with { Obsolete = obsolete } }, isDurable: true);
        return obsolete;
    }

    private static IEnumerable<string> Files(SnapshotManifest? manifest) =>
        (manifest?.Outputs ?? []).Append(manifest?.Result).OfType<ManifestOutput>().SelectMany(output => output.SnapshotFiles);

    private void WriteManifest(string folder, SnapshotManifest manifest) =>
        disk.Write(Path.Combine(folder, SnapshotNames.Manifest), Encoding.UTF8.GetBytes(ManifestJson.Write(manifest with { Changes = null })), isDurable: true);

    private void WriteReceived(string folder, SnapshotManifest manifest, bool isDurable) =>
        disk.Write(Path.Combine(folder, SnapshotNames.ReceivedManifest), Encoding.UTF8.GetBytes(ManifestJson.Write(manifest)), isDurable);

    /// <summary>Leaves of what was received only what still awaits approval.</summary>
    private void Settle(PendingSnapshot now, ApprovedSnapshot? approved, IReadOnlyList<PendingOutput> left, bool isRejection)
    {
        var path = Path.Combine(now.Folder, SnapshotNames.ReceivedManifest);
        var kept = new HashSet<string>(SnapshotPaths.Comparer);
        if (left.Count > 0)
        {
            WriteReceived(now.Folder, Left(now, approved, left, isRejection), isDurable: false);
            kept.Add(path);
            kept.UnionWith(left.SelectMany(output => output.New?.Files ?? []).Select(file => file.File).OfType<string>());
            kept.UnionWith(left.Select(output => ReadableRows.FileOf(output.New?.Entry.File)).OfType<string>().Select(file => SnapshotPaths.In(now.Folder, SnapshotNames.Received(file))));
        }

        new ReceivedFiles(disk).Sweep(now.Folder, kept, now.Manifest, approved?.Manifest);
        moved.Remove(now.Folder);
    }

    // What is rejected is not approved at the fingerprint that was received, also when all the rest is.
    private static SnapshotManifest Left(PendingSnapshot now, ApprovedSnapshot? approved, IReadOnlyList<PendingOutput> left, bool isRejection)
    {
        var changes = new ManifestChanges(
            [.. left.Where(output => output.Kind != PendingKind.Removed).Select(output => output.Path)],
            [.. left.Where(output => output.Kind == PendingKind.Removed).Select(output => output.Path)]);
        if (!isRejection) return now.Manifest with { Changes = changes };
        var merged = new ManifestMerge(now.Manifest, approved, new Selection(left, [], [])).Manifest;
        return merged with
        {
            Fingerprint = approved?.Manifest.Fingerprint ?? SnapshotManifest.NoFingerprint,
            Components = approved?.Manifest.Components ?? [],
            Upstream = approved?.Manifest.Upstream ?? [],
            Changes = changes,
        };
    }
}
