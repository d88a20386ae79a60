using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>Content that something names.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="IsListing">Whether it lists further content.</param>
public readonly record struct NamedContent(Hash256 Hash, bool IsListing);
