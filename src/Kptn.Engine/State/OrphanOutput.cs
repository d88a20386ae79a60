using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>An output that an item left which is no longer in the list, or which writes elsewhere now.</summary>
/// <param name="Item">The key of the item that wrote it.</param>
/// <param name="Path">Its path, relative to the scratch dir.</param>
/// <param name="Hash">SHA-256 of the content that was recorded.</param>
/// <param name="Size">Bytes recorded.</param>
public sealed record OrphanOutput(string Item, string Path, Hash256 Hash, long Size);
