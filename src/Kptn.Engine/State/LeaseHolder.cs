namespace Kptn.Engine.State;

/// <summary>Who writes a key's state.</summary>
/// <param name="Host">Machine name.</param>
/// <param name="ProcessId">Process id on that machine.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record LeaseHolder(string Host, int ProcessId, DateTimeOffset Since);
