namespace Kptn.Engine.State.Transfer;

/// <summary>
/// Copies tasks with their items, task by task: a kill leaves each as it was or as it is to be. A whole copy is marked until it is complete, so that
/// one which was cut off can be told and repeated.
/// </summary>
/// <param name="source">What is copied.</param>
public sealed class StateCopy(StateSource source)
{
    /// <summary>Makes the state of a key the same as the source, whatever it was before.</summary>
    /// <param name="target">The writer of the key's own state.</param>
    /// <param name="store">The store of the target, in which every key stands for itself.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Stops between two tasks.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task ReplaceAsync(IStateWriter target, IStateStore store, StateKey key, CancellationToken cancellation)
    {
        target.SetBase(StateBase.Unfinished(key));
        target.Forget([.. target.Opened.Keys.Where(task => !source.States.ContainsKey(task))]);
        Add(target, store, key, [.. source.States.Keys], cancellation);
        await target.FlushAsync(cancellation).ConfigureAwait(false);
        target.SetBase(null);
    }

    /// <summary>Puts some tasks into the state of a key, and leaves the others as they are.</summary>
    /// <param name="target">The writer.</param>
    /// <param name="store">The store of the target, in which every key stands for itself.</param>
    /// <param name="key">The key.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancellation">Stops between two tasks.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(IStateWriter target, IStateStore store, StateKey key, IReadOnlyCollection<string> tasks, CancellationToken cancellation)
    {
        foreach (var task in tasks)
        {
            cancellation.ThrowIfCancellationRequested();
            if (source.States[task] is not { Last: { } last } state) continue;
            using (var items = source.ReadItems(task))
            {
                if (items is not null) target.CopyItems(task, items);
                else if (target.Opened.ContainsKey(task) || HasItems(store, key, task)) target.Forget(task);
            }

            target.RecordEnd(task, last, state.Good);
        }
    }

    private static bool HasItems(IStateStore store, StateKey key, string task)
    {
        using var items = store.ReadItems(key, task);
        return items is not null;
    }
}
