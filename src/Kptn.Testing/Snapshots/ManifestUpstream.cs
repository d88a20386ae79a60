namespace Kptn.Testing.Snapshots;

/// <summary>What a test ran on.</summary>
/// <param name="Name">The output or result of another task.</param>
/// <param name="Hash">SHA-256 of its approved content.</param>
public sealed record ManifestUpstream(string Name, string Hash);
