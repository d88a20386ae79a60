namespace Kptn.Engine.State;

/// <summary>Whose state a key goes on from: what it did not record itself is read there. A key that is its own base goes on from nobody's, for good.</summary>
/// <param name="From">The storage key that reads fall through to.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Hidden">Tasks that are not read there any more: they were forgotten, or their items are this key's own.</param>
public sealed record StateBase(string From, string Namespace, IReadOnlyList<string> Hidden)
{
    private const string UnfinishedMark = "kptn:unfinished";

    /// <summary>Whether a copy into this key was begun and not finished.</summary>
    public bool IsUnfinished => Hidden is [UnfinishedMark];

    /// <summary>The key that reads fall through to.</summary>
    public StateKey Key => new(From, Namespace);

    /// <summary>What a key says while a copy replaces its state.</summary>
    /// <param name="key">The key.</param>
    public static StateBase Unfinished(StateKey key) => new(key.StorageKey, key.Namespace, [UnfinishedMark]);
}
