namespace Kptn.Testing.Snapshots;

/// <summary>A file of approved, or of received, content.</summary>
/// <param name="Path">Its path relative to the scratch dir.</param>
/// <param name="File">The file of the snapshot that holds it, absolute; <see langword="null"/> where its content is among the artifacts only.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="Size">Bytes.</param>
public sealed record ApprovedFile(string Path, string? File, string Hash, long Size)
{
    /// <summary>Whether git changed the file's line ends: its content is the file with LF.</summary>
    public bool HasOtherLineEnds { get; init; }
}
