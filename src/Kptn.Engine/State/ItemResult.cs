using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>The JSON value that one item returned: a small one itself, a large one by its hash among the results.</summary>
/// <param name="Json">Canonical JSON in UTF-8, of at most <see cref="LargestInline"/> bytes; empty where the value is kept by hash, or there is none.</param>
/// <param name="Hash">SHA-256 of the canonical JSON where it is kept by hash; none where it is inline, or there is none.</param>
/// <param name="Size">Bytes of the canonical JSON; 0 where there is no result.</param>
public readonly record struct ItemResult(ReadOnlyMemory<byte> Json, Hash256 Hash, long Size)
{
    /// <summary>The most bytes of a result that are kept with the item's state itself.</summary>
    public const int LargestInline = 2048;

    /// <summary>Whether there is none.</summary>
    public bool IsNone => Size == 0;
}
