using Kptn.Engine.Projects;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Git;

namespace Kptn.Engine.State.Collection;

/// <summary>
/// Finds state that is of no use any more: of branches that were checked out here once and that neither this repository nor a remote of it has now. Branches
/// of others, which share a store, are none of its business.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="store">Its store.</param>
public sealed class StateCollector(Project project, BranchedStateStore store)
{
    /// <summary>Finds it.</summary>
    /// <param name="named">Storage keys to remove whatever git says.</param>
    /// <param name="before">Keys that ran since then stay; <see langword="null"/> for none.</param>
    /// <param name="cancellation">Stops the search.</param>
    public async Task<IReadOnlyList<GoneKey>> FindAsync(IReadOnlyCollection<string> named, DateTimeOffset? before, CancellationToken cancellation)
    {
        var branches = GitRepository.Of(project.Root) is { } repository ? new GoneBranches(repository) : null;
        var current = StorageKeys.Resolve(project.Settings, project.Root);
        var keys = await store.Inner.ListAsync(cancellation).ConfigureAwait(false);
        var gone = new List<GoneKey>();
        foreach (var key in keys.Where(key => named.Contains(key.StorageKey) || (named.Count == 0 && branches?.IsGone(key.StorageKey) == true)))
        {
            var states = await store.Inner.ReadAsync(key, cancellation).ConfigureAwait(false);
            var last = states.Values.Max(state => state.Last?.EndedAt);
            var why = key.StorageKey == current ? "it is the current one"
                : store.HolderOf(key) is { } holder ? $"process {holder.ProcessId} on {holder.Host} works on it"
                : last > before ? "it ran since"
                : "";
            gone.Add(new GoneKey(key, states.Count, store.SizeOf(key), last, why));
        }

        return await KeepBasesAsync(gone, keys, branches, cancellation).ConfigureAwait(false);
    }

    // What a key that stays goes on from stays too, and what that goes on from.
    private async Task<IReadOnlyList<GoneKey>> KeepBasesAsync(List<GoneKey> gone, IReadOnlyList<StateKey> keys, GoneBranches? branches, CancellationToken cancellation)
    {
        var going = gone.Where(key => key.Kept.Length == 0).Select(key => key.Key).ToHashSet();
        var spaces = keys.Select(key => key.Namespace).Distinct(StringComparer.Ordinal).ToList();
        var heads = (branches?.Existing ?? []).Append(StorageKeys.Resolve(project.Settings, project.Root)).Distinct(StringComparer.Ordinal);
        var staying = keys.Where(key => !going.Contains(key)).Concat(heads.SelectMany(head => spaces.Select(space => new StateKey(head, space)))).Distinct().Where(key => !going.Contains(key));
        var waiting = new Queue<StateKey>(staying);
        var reasons = new Dictionary<StateKey, string>();
        while (waiting.TryDequeue(out var key))
        {
            if (going.Count == 0) break;
            if ((await store.ViewAsync(key, cancellation).ConfigureAwait(false)).Base?.Key is not { } from || !going.Remove(from)) continue;
            reasons[from] = $"'{key.StorageKey}' goes on from it";
            waiting.Enqueue(from);
        }

        return [.. gone.Select(key => reasons.TryGetValue(key.Key, out var reason) ? key with { Kept = reason } : key)];
    }
}
