namespace Kptn.Testing.Snapshots;

/// <summary>Content of an output, or of a result: what is approved, or what was received.</summary>
public sealed record ApprovedOutput
{
    /// <summary>The output as declared, relative to the scratch dir.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the content that counts: that of its files where it has some, whatever the manifest says.</summary>
    public required string Hash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Whether the content can be had: from files of the snapshot, or from the artifacts.</summary>
    public required bool IsContentKnown { get; init; }

    /// <summary>Each file; one where it is no folder. Empty for a folder of very many files, which is among the artifacts.</summary>
    public IReadOnlyList<ApprovedFile> Files { get; init; } = [];

    /// <summary>What the manifest says of it; hash and size are of the content that counts.</summary>
    public required ManifestOutput Entry { get; init; }

    /// <summary>Whether the content is another than the manifest says: a tool other than kptn approved it, or a person edited it.</summary>
    public bool IsOtherThanManifest { get; init; }

    /// <summary>Whether it is a folder or a glob.</summary>
    public bool IsFolder => Entry.IsFolder;

    /// <summary>The file of the snapshot that holds it, absolute; <see langword="null"/> for folders and where its content is among the artifacts only.</summary>
    public string? File => IsFolder ? null : Files[0].File;
}
