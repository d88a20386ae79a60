using Kptn.Engine.State;

namespace Kptn.Engine.Planning.Restoring;

/// <summary>A success that makes up for a run: what it made is put back.</summary>
/// <param name="Good">The success; stamps of its outputs are those of where it ran, or none.</param>
/// <param name="StorageKey">Under which storage key it ran.</param>
public sealed record KnownGood(GoodRun Good, string StorageKey);
