namespace Kptn.Engine.State.Collection;

/// <summary>A key whose state may go.</summary>
/// <param name="Key">The key.</param>
/// <param name="Tasks">How many tasks it recorded itself.</param>
/// <param name="Bytes">What that takes; 0 where it is not known.</param>
/// <param name="LastRun">When one of them was tried last.</param>
/// <param name="Kept">Why it stays all the same; empty where it goes.</param>
public sealed record GoneKey(StateKey Key, int Tasks, long Bytes, DateTimeOffset? LastRun, string Kept);
