namespace Kptn.Engine.State;

/// <summary>Whose state, and which pipeline's.</summary>
/// <param name="StorageKey">By default the git branch.</param>
/// <param name="Namespace">The cache namespace, else the graph's name.</param>
public sealed record StateKey(string StorageKey, string Namespace);
