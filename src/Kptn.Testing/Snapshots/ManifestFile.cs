namespace Kptn.Testing.Snapshots;

/// <summary>A file of an output that is a folder or a glob.</summary>
/// <param name="Path">Its path relative to the scratch dir.</param>
/// <param name="Hash">SHA-256 of its content, 64 hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="File">The file of the snapshot that holds it, relative to the snapshot's folder; <see langword="null"/> where its content is among the artifacts only.</param>
public sealed record ManifestFile(string Path, string Hash, long Size, string? File = null);
