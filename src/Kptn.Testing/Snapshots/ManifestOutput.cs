using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Snapshots.Receiving;

namespace Kptn.Testing.Snapshots;

/// <summary>An output in a manifest.</summary>
public sealed record ManifestOutput
{
    /// <summary>The output as declared, relative to the scratch dir.</summary>
    public required string Path { get; init; }

    /// <summary>The file of the snapshot that holds it, relative to the snapshot's folder; <see langword="null"/> for folders and where its content is among the artifacts only. The store fills it in.</summary>
    public string? File { get; init; }

    /// <summary>The files of an output that is a folder or a glob, unless they are very many. The store fills it in.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];

    /// <summary>SHA-256 of its content, 64 hexadecimal digits; of a folder or a glob that of its listing.</summary>
    public required string Hash { get; init; }

    /// <summary>Bytes; of all files where there are several.</summary>
    public required long Size { get; init; }

    /// <summary>What is in it.</summary>
    public required OutputDescription Description { get; init; }

    /// <summary>Whether it is a folder or a glob.</summary>
    public bool IsFolder => Description.Kind == CompareMode.Folder;

    /// <summary>Each file of it, also where it is one file.</summary>
    internal IReadOnlyList<ManifestFile> Pieces => IsFolder ? Files : [new ManifestFile(Path, Hash, Size, File)];

    /// <summary>The files of the snapshot that hold it.</summary>
    internal IEnumerable<string> SnapshotFiles => Pieces.Select(piece => piece.File).Append(IsFolder ? null : ReadableRows.FileOf(File)).OfType<string>();
}
