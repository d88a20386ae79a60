using Kptn.Engine.Mapping;

namespace Kptn.Engine.Execution.Items;

/// <summary>An item on its way through a run.</summary>
/// <param name="Key">Its key: canonical JSON.</param>
/// <param name="Id">The key's identity.</param>
/// <param name="Own">What it alone depends on; none for most.</param>
/// <param name="Try">Which try this is, from 1.</param>
internal sealed record ItemRun(string Key, ItemId Id, Fingerprints.Hash256 Own, int Try = 1);
