namespace Kptn.Testing.Snapshots.Receiving;

/// <summary>A received output as the manifest will have it, and its content where that goes to files beside it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Files">Content by name of the approved file; empty where it went to the artifacts.</param>
internal sealed record PackedOutput(ManifestOutput Entry, IReadOnlyList<(string File, string Hash, byte[] Content)> Files);
