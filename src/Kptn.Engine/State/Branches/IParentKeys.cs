namespace Kptn.Engine.State.Branches;

/// <summary>Tells whose state a new storage key may start from.</summary>
internal interface IParentKeys
{
    /// <summary>Storage keys to start from, the best first; those that have no state are passed over.</summary>
    /// <param name="storageKey">The new storage key.</param>
    IReadOnlyList<string> Of(string storageKey);
}
