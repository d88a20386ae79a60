using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>What the items that one run handed out have in common. It is recorded once, not once per item.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Common">What every item depended on: code, definition, args, config, environment, inputs. An item's fingerprint is this, its key, and its own part.</param>
public sealed record ItemSession(string RunId, Fingerprint Common);
