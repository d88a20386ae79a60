using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Tool;

/// <summary>How the items of a mapped task stand.</summary>
/// <param name="Total">How many the list has; <see langword="null"/> where that is not known.</param>
/// <param name="Done">How many succeeded at their last try.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Interrupted">How many were stopped.</param>
/// <param name="Running">How many run now.</param>
/// <param name="First">The first failed ones.</param>
internal sealed record ItemStatus(int? Total, int Done, int Failed, int Interrupted, int Running, IReadOnlyList<ItemState> First)
{
    /// <summary>Reads how a task's items stand; <see langword="null"/> where the task is not mapped or none of its items ever ran. Only failed items to show are read in full.</summary>
    /// <param name="context">The graph.</param>
    /// <param name="planned">The task.</param>
    /// <param name="isHeld">Whether a run works on the state now.</param>
    /// <param name="most">How many failed items to read.</param>
    public static ItemStatus? Of(GraphContext context, PlannedTask planned, bool isHeld, int most)
    {
        if (planned.Task.Mapping is null) return null;
        using var table = context.ReadItems(planned.Task.Name);
        var total = planned.Decision.Items?.Total ?? (planned.State?.Last is { Items: > 0 } last ? last.Items : null);
        return table is null ? null : Of(table, total, isHeld, most);
    }

    /// <summary>Counts the items of a table.</summary>
    public static ItemStatus Of(IItemTable table, int? total, bool isHeld, int most)
    {
        var (done, failed, interrupted, running) = (0, 0, 0, 0);
        var first = new List<ItemState>();
        foreach (var slot in table.All())
        {
            switch (slot.Outcome)
            {
                case TaskOutcome.Succeeded:
                    done++;
                    break;
                case TaskOutcome.Started when isHeld:
                    running++;
                    break;
                case TaskOutcome.Started or TaskOutcome.Interrupted:
                    interrupted++;
                    break;
                default:
                    failed++;
                    if (first.Count < most) first.Add(table.Read(slot.Number));
                    break;
            }
        }

        return new ItemStatus(total, done, failed, interrupted, running, first);
    }
}
