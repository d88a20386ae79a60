using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Files;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots.Receiving;

/// <summary>Takes in what a test wrote: small outputs as files beside the approved ones, others into the artifacts.</summary>
internal sealed class OutputPacker(SnapshotSettings settings, IArtifactStore artifacts, OutputNames names)
{
    private const int MostFiles = 1000;

    /// <summary>Takes in an output.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="keys">Columns that its rows are sorted by where it is shown to people.</param>
    /// <exception cref="IOException">It could not be read or kept.</exception>
    public PackedOutput Pack(ManifestOutput entry, string source, IReadOnlyList<string> keys)
    {
        if (OutputPath.IsGlob(entry.Path)) return PackMany(entry, [.. OutputPath.Match(GlobRoot(entry.Path, source), entry.Path).Select(path => (path, Path.Combine(GlobRoot(entry.Path, source), path)))]);
        if (Directory.Exists(source)) return PackMany(entry, [.. OutputPath.Match(source, "**").Select(path => ($"{entry.Path.TrimEnd('/')}/{path}", Path.Combine(source, path)))]);
        return WithRows(PackOne(entry, source, () => names.Of(entry.Path)), source, keys);
    }

    /// <summary>Takes in a result.</summary>
    public PackedOutput PackResult(ManifestOutput entry, string source) => PackOne(entry, source, () => SnapshotNames.Result);

    // A Parquet file is for programs; beside it lies what people read.
    private PackedOutput WithRows(PackedOutput packed, string source, IReadOnlyList<string> keys)
    {
        if (ReadableRows.FileOf(packed.Entry.File) is not { } file || ReadableRows.Of(source, keys, settings.MaxBytes) is not { } rows) return packed;
        return packed with { Files = [.. packed.Files, (file, Hash256.Of(rows).ToString(), rows)] };
    }

    private PackedOutput PackOne(ManifestOutput entry, string source, Func<string> name)
    {
        var size = RegularFile.SizeOf(source) ?? throw new FileNotFoundException($"'{entry.Path}' is gone", source);
        if (size > settings.MaxBytes) return new(Entry(entry, null, Keep(source).ToString(), size), []);
        var content = File.ReadAllBytes(source);
        var hash = Hash256.Of(content).ToString();
        var file = name();
        return new(Entry(entry, file, hash, content.Length), [(file, hash, content)]);
    }

    private PackedOutput PackMany(ManifestOutput entry, IReadOnlyList<(string Path, string Source)> found)
    {
        var files = found.Where(file => RegularFile.Is(file.Source)).ToList();
        var size = files.Sum(file => RegularFile.SizeOf(file.Source) ?? 0);
        if (files.Count > MostFiles || size > settings.MaxBytes) return PackListing(entry, files, size);
        var packed = files.Select(file => (file.Path, File: names.Of(file.Path), Content: File.ReadAllBytes(file.Source))).ToList();
        var pieces = packed.Select(file => new ManifestFile(file.Path, Hash256.Of(file.Content).ToString(), file.Content.Length, file.File)).ToList();
        return new(Entry(entry, pieces, size), [.. packed.Select((file, i) => (file.File, pieces[i].Hash, file.Content))]);
    }

    private PackedOutput PackListing(ManifestOutput entry, IReadOnlyList<(string Path, string Source)> files, long size)
    {
        var pieces = files.Select(file => new ManifestFile(file.Path, Keep(file.Source).ToString(), RegularFile.SizeOf(file.Source) ?? 0)).ToList();
        artifacts.Put(System.Text.Encoding.UTF8.GetBytes(Listing(pieces).Text));
        var whole = Entry(entry, pieces, size);
        return new(files.Count > MostFiles ? whole with { Files = [] } : whole, []);
    }

    private Hash256 Keep(string source)
    {
        var hash = FileIndex.HashContent(source);
        if (artifacts.Put(source, hash, CancellationToken.None) == PutOutcome.Changed) throw new IOException($"'{source}' changed while it was received; run the test again");
        return hash;
    }

    private static string GlobRoot(string glob, string source) =>
        source.EndsWith(Path.DirectorySeparatorChar + glob, StringComparison.Ordinal) ? source[..^(glob.Length + 1)] : source;

    private static FolderListing Listing(IReadOnlyList<ManifestFile> pieces) => new([.. pieces.Select(piece => new ListedFile(piece.Path, Hash256.Parse(piece.Hash)))]);

    private static ManifestOutput Entry(ManifestOutput entry, string? file, string hash, long size) =>
        entry with { File = file, Files = [], Hash = hash, Size = size, Description = entry.Description with { Hash = hash, Size = size, Kind = entry.IsFolder ? CompareMode.Binary : entry.Description.Kind } };

    private static ManifestOutput Entry(ManifestOutput entry, IReadOnlyList<ManifestFile> pieces, long size)
    {
        var hash = Hash256.Of(Listing(pieces).Text).ToString();
        return entry with { File = null, Files = pieces, Hash = hash, Size = size, Description = entry.Description with { Hash = hash, Size = size, Kind = CompareMode.Folder, Rows = pieces.Count } };
    }
}
