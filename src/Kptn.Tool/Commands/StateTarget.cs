using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Transfer;

namespace Kptn.Tool.Commands;

/// <summary>A key that gets a copy; refuses to overwrite what it has.</summary>
/// <param name="tool">What the verb was given.</param>
/// <param name="store">The store.</param>
/// <param name="key">The key.</param>
internal sealed class StateTarget(ToolContext tool, BranchedStateStore store, StateKey key)
{
    private LeaseHolder Holder => new(Environment.MachineName, Environment.ProcessId, tool.Time.GetUtcNow());

    /// <summary>Whether the key has state; says so then.</summary>
    public async Task<bool> IsTakenAsync(CancellationToken cancellation)
    {
        var known = await store.Inner.ReadBaseAsync(key, cancellation).ConfigureAwait(false);
        return known?.IsUnfinished != true && Refuses([.. (await store.Inner.ReadAsync(key, cancellation).ConfigureAwait(false)).Keys], known);
    }

    /// <summary>Makes the key's state the copy.</summary>
    /// <returns>Whether it was done; else why not was shown.</returns>
    public async Task<bool> ReplaceAsync(StateCopy copy, bool force, CancellationToken cancellation)
    {
        await using var writer = await store.Inner.OpenAsync(key, Holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        var known = await store.Inner.ReadBaseAsync(key, cancellation).ConfigureAwait(false);

        // What a copy left that was cut off is nobody's work.
        if (!force && known?.IsUnfinished != true && Refuses([.. writer.Opened.Keys], known)) return false;
        await copy.ReplaceAsync(writer, store.Inner, key, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Puts some tasks into the key's state.</summary>
    /// <returns>Whether it was done; else why not was shown.</returns>
    public async Task<bool> AddAsync(StateCopy copy, IReadOnlyCollection<string> tasks, bool force, CancellationToken cancellation)
    {
        await using var writer = await store.OpenAsync(key, Holder, TimeSpan.Zero, cancellation).ConfigureAwait(false);
        var own = (await store.ViewAsync(key, cancellation).ConfigureAwait(false)).Own;
        if (!force && Refuses([.. own.Keys.Where(tasks.Contains)], null)) return false;
        copy.Add(writer, store.Inner, key, tasks, cancellation);
        await writer.FlushAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether the key has state that a copy would replace; says so then.</summary>
    private bool Refuses(IReadOnlyList<string> tasks, StateBase? known)
    {
        if (tasks.Count == 0 && known is null) return false;
        var what = tasks.Count == 0 ? $"state of '{known!.From}'" : tasks.Count > 3 ? Terminal.Units.Count(tasks.Count, "task") : string.Join(", ", tasks);
        tool.Screen.Refuse($"'{key.StorageKey}' / '{key.Namespace}' has {what} already; --force replaces that");
        return true;
    }
}
