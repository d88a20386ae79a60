namespace Kptn.Engine.Fingerprints;

/// <summary>Everything a task depends on.</summary>
/// <param name="Components">Sorted by kind, then by name in ordinal order; (kind, name) is unique.</param>
/// <param name="Hash">SHA-256 over the canonical form of the components.</param>
public sealed record Fingerprint(IReadOnlyList<Component> Components, Hash256 Hash);
