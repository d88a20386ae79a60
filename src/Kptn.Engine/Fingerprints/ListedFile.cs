namespace Kptn.Engine.Fingerprints;

/// <summary>A file of a folder or a glob.</summary>
/// <param name="Path">Path relative to the scratch dir, with <c>/</c>.</param>
/// <param name="Hash">SHA-256 of its content.</param>
public readonly record struct ListedFile(string Path, Hash256 Hash);
