using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Reading;

/// <summary>Holds entries of a manifest against the files that they name; the files count.</summary>
internal sealed class ContentReader(SnapshotDisk disk, IArtifactStore artifacts)
{
    /// <summary>Approved content of an output; <see langword="null"/> where a file of it is missing or not merged.</summary>
    public ApprovedOutput? Approved(string folder, ManifestOutput entry, List<SnapshotProblem> problems) =>
        Of(entry, piece => Approved(folder, piece, problems));

    /// <summary>Received content of an output; <see langword="null"/> where it is gone.</summary>
    public ApprovedOutput? Received(string folder, ManifestOutput entry, List<SnapshotProblem> problems) =>
        Of(entry, piece => Received(folder, piece, problems));

    private ApprovedOutput? Of(ManifestOutput entry, Func<ManifestFile, ApprovedFile?> read)
    {
        var files = new List<ApprovedFile>();
        foreach (var piece in entry.Pieces)
        {
            if (read(piece) is not { } file) return null;
            files.Add(file);
        }

        var isOther = files.Where((file, i) => file.Hash != entry.Pieces[i].Hash).Any();
        var (hash, size) = isOther ? (Hash(entry, files), files.Sum(file => file.Size)) : (entry.Hash, entry.Size);
        var isListed = entry.IsFolder && files.Count == 0;
        return new ApprovedOutput
        {
            Path = entry.Path,
            Hash = hash,
            Size = size,
            Files = files,
            Entry = isOther ? Settled(entry, hash, size, files) : entry,
            IsOtherThanManifest = isOther,
            IsContentKnown = isListed ? artifacts.Has(Hash256.Parse(hash)) : files.TrueForAll(file => file.File is not null || artifacts.Has(Hash256.Parse(file.Hash))),
        };
    }

    private ApprovedFile? Approved(string folder, ManifestFile piece, List<SnapshotProblem> problems)
    {
        if (piece.File is null) return new ApprovedFile(piece.Path, null, piece.Hash, piece.Size);
        var path = SnapshotPaths.In(folder, piece.File);
        if (Read(path, problems) is not { } bytes)
        {
            if (!problems.Exists(problem => problem.File == path))
                problems.Add(new(SnapshotProblemKind.Missing, path, null, "this approved file is gone, so it counts as not approved", "take it from git again, or run the test again and approve what it finds"));
            return null;
        }

        var file = Settle(path, piece, bytes);
        if (file.Hash == piece.Hash || MergeMarkers.Find(bytes) is not { } line) return file;
        problems.Add(new(SnapshotProblemKind.Conflict, path, line, "this approved file holds markers of an unfinished merge, so it counts as missing", "take either side, or run the test again and approve what it finds"));
        return null;
    }

    private ApprovedFile? Received(string folder, ManifestFile piece, List<SnapshotProblem> problems)
    {
        if (piece.File is null) return new ApprovedFile(piece.Path, null, piece.Hash, piece.Size);
        var path = SnapshotPaths.In(folder, SnapshotNames.Received(piece.File));
        if (Read(path, problems) is { } received) return Settle(path, piece, received);
        // Equal to what is approved when it was received, or accepted since by another tool.
        path = SnapshotPaths.In(folder, piece.File);
        return Read(path, problems) is { } approved && Settle(path, piece, approved) is var file && file.Hash == piece.Hash ? file : null;
    }

    private byte[]? Read(string path, List<SnapshotProblem> problems)
    {
        try
        {
            return disk.Read(path);
        }
        catch (LinkedPathException e)
        {
            problems.Add(new(SnapshotProblemKind.Link, path, null, $"this is behind the link '{e.Link}', and snapshots are not read through one, so it counts as missing", "put the file itself in its place"));
            return null;
        }
    }

    private static ApprovedFile Settle(string path, ManifestFile piece, byte[] bytes)
    {
        var hash = Hash256.Of(bytes).ToString();
        if (hash != piece.Hash && LineEnds.ToLf(bytes) is { } lf && Hash256.Of(lf).ToString() == piece.Hash)
            return new ApprovedFile(piece.Path, path, piece.Hash, lf.Length) { HasOtherLineEnds = true };
        return new ApprovedFile(piece.Path, path, hash, bytes.Length);
    }

    private static string Hash(ManifestOutput entry, List<ApprovedFile> files) => entry.IsFolder
        ? Hash256.Of(new FolderListing([.. files.Select(file => new ListedFile(file.Path, Hash256.Parse(file.Hash)))]).Text).ToString()
        : files[0].Hash;

    private static ManifestOutput Settled(ManifestOutput entry, string hash, long size, List<ApprovedFile> files) => entry with
    {
        Hash = hash,
        Size = size,
        Files = entry.IsFolder ? [.. entry.Files.Select((piece, i) => piece with { Hash = files[i].Hash, Size = files[i].Size })] : [],
        Description = entry.Description with { Hash = hash, Size = size },
    };
}
