using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Transfer;

/// <summary>Compares two states by what their good runs depended on and made; when and how they ran does not count.</summary>
public static class StateDiff
{
    /// <summary>Compares.</summary>
    /// <param name="old">One state.</param>
    /// <param name="now">The other.</param>
    /// <param name="isMeant">Which tasks count.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The tasks that differ, by name.</returns>
    public static IEnumerable<TaskDiff> Of(StateSource old, StateSource now, Func<string, bool> isMeant, CancellationToken cancellation)
    {
        foreach (var task in old.States.Keys.Union(now.States.Keys, StringComparer.Ordinal).Where(isMeant).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var (before, after) = (old.States.GetValueOrDefault(task), now.States.GetValueOrDefault(task));
            using var items = before is null || after is null ? null : old.ReadItems(task);
            using var others = before is null || after is null ? null : now.ReadItems(task);
            var diff = new TaskDiff(task, before, after)
            {
                Components = Fingerprint.Compare(ComponentsOf(before), ComponentsOf(after)),
                Outputs = Outputs(before?.Good?.Outputs ?? [], after?.Good?.Outputs ?? []),
                Items = ItemDiff.Of(items, others, cancellation),
            };
            if (!diff.IsEmpty) yield return diff;
        }
    }

    private static IReadOnlyList<Component> ComponentsOf(TaskState? state) => state?.Good?.Fingerprint.Components ?? [];

    private static List<OutputDiff> Outputs(IReadOnlyList<OutputState> old, IReadOnlyList<OutputState> now)
    {
        var before = old.ToDictionary(output => output.Path, StringComparer.Ordinal);
        var after = now.ToDictionary(output => output.Path, StringComparer.Ordinal);
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(path => new OutputDiff(path, before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
                .Where(diff => diff.Old?.Hash != diff.Now?.Hash),
        ];
    }
}
