namespace Kptn.Engine.State.Branches;

/// <summary>Follows a key to its base, and on to the base of that.</summary>
/// <param name="store">Keeps the state of each key alone.</param>
/// <param name="parents">Tells whose state a new key starts from.</param>
internal sealed class BranchReader(IStateStore store, IParentKeys parents)
{
    /// <summary>The most keys that are followed.</summary>
    public const int Deepest = 64;

    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    /// <summary>Reads a key and all that it falls through to.</summary>
    /// <param name="key">The key.</param>
    /// <param name="own">What it recorded itself, where that is known.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<BranchView> ReadAsync(StateKey key, IReadOnlyDictionary<string, TaskState>? own, CancellationToken cancellation)
    {
        // First the key's own: a base that is set meanwhile says the same as the one that would have been found.
        own ??= await store.ReadAsync(key, cancellation).ConfigureAwait(false);
        var recorded = await store.ReadBaseAsync(key, cancellation).ConfigureAwait(false);
        var first = recorded ?? (own.Count == 0 ? await FindAsync(key, cancellation).ConfigureAwait(false) : null);
        var levels = new List<StateLevel>();
        var seen = new HashSet<StateKey> { key };
        for (var (at, states, next) = (key, own, first); ;)
        {
            // Whoever removed a base and made it anew from here must not send reads in circles.
            var isLast = next is null || levels.Count + 1 >= Deepest || !seen.Add(next.Key);
            levels.Add(new StateLevel(at, states, isLast ? None : next!.Hidden.ToHashSet(StringComparer.Ordinal)));
            if (isLast) break;
            at = next!.Key;
            states = await store.ReadAsync(at, cancellation).ConfigureAwait(false);
            next = await store.ReadBaseAsync(at, cancellation).ConfigureAwait(false);
        }

        return new BranchView(store, levels, levels.Count > 1 ? first : null, recorded is not null);
    }

    /// <summary>Finds whose state a key without state starts from; <see langword="null"/> where there is nobody's.</summary>
    public async Task<StateBase?> FindAsync(StateKey key, CancellationToken cancellation)
    {
        foreach (var name in parents.Of(key.StorageKey))
        {
            var parent = key with { StorageKey = name };
            if (parent != key && await HasStateAsync(parent, cancellation).ConfigureAwait(false)) return new StateBase(name, key.Namespace, []);
        }

        return null;
    }

    private async Task<bool> HasStateAsync(StateKey key, CancellationToken cancellation) =>
        (await store.ReadAsync(key, cancellation).ConfigureAwait(false)).Count > 0 || await store.ReadBaseAsync(key, cancellation).ConfigureAwait(false) is not null;
}
