namespace Kptn.Testing.Snapshots;

/// <summary>A part of a fingerprint.</summary>
/// <param name="Kind">What kind of part, such as <c>python</c>.</param>
/// <param name="Name">Its name, such as <c>clean.py:normalise</c>.</param>
/// <param name="Hash">The first 12 hexadecimal digits of its hash.</param>
public sealed record ManifestComponent(string Kind, string Name, string Hash);
