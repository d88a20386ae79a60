using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>Forgets outputs that were deleted.</summary>
/// <param name="state">The one writer of the state.</param>
public sealed class OrphanRecords(IStateWriter state)
{
    /// <summary>Forgets outputs; of a task that is gone, or no longer mapped, the records once none of its outputs are left.</summary>
    /// <param name="removed">The outputs.</param>
    /// <param name="left">Outputs of the same kind that were kept.</param>
    /// <param name="cancellation">Stops the waiting for the disk.</param>
    public async Task ForgetAsync(IReadOnlyList<Orphan> removed, IReadOnlyList<Orphan> left, CancellationToken cancellation)
    {
        var kept = left.Select(orphan => orphan.Recorded.Task).ToHashSet(StringComparer.Ordinal);
        foreach (var task in removed.GroupBy(orphan => orphan.Recorded.Task, StringComparer.Ordinal))
        {
            var kinds = task.Select(orphan => orphan.Kind).ToHashSet();
            if (kinds.Contains(OrphanKind.OfGoneTask))
            {
                if (!kept.Contains(task.Key)) state.Forget(task.Key);
                continue;
            }

            await using var items = state.OpenItems(task.Key);
            if (kinds.Contains(OrphanKind.OfUnmapped) && !kept.Contains(task.Key)) items.Drop([.. items.All().Select(slot => slot.Number)]);
            items.ForgetOrphans([.. task.Select(orphan => orphan.Recorded.Output.Path)]);
            await items.FlushAsync(cancellation).ConfigureAwait(false);
        }

        await state.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
