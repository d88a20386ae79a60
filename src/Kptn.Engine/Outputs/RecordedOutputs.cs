using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>The outputs that the last good runs of tasks and items left.</summary>
public static class RecordedOutputs
{
    /// <summary>The outputs of a task, then those of its items; read from the records as they are enumerated.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="items">What is recorded of its items.</param>
    /// <param name="names">The names of its items' values; empty where they are not known.</param>
    /// <param name="filter">The items to list, and nothing that belongs to no item; <see langword="null"/> for all.</param>
    public static IEnumerable<RecordedOutput> Of(string task, TaskState? state, IItemTable? items, IReadOnlyList<string> names, ItemFilter? filter)
    {
        if (filter is null)
        {
            foreach (var output in state?.Good?.Outputs ?? [])
            {
                if (!IsRollUp(output.Path)) yield return new RecordedOutput(task, null, output);
            }
        }

        if (items is null) yield break;
        var found = filter is null
            ? items.All().Where(slot => slot.HasFiles).Select(slot => items.Read(slot.Number))
            : RecordedItems.Find(items, names, filter).Select(item => item.State);
        foreach (var item in found)
        {
            foreach (var output in item.Good?.Outputs ?? []) yield return new RecordedOutput(task, item.Key, output);
        }
    }

    /// <summary>Whether a recorded path stands for the outputs of all items together.</summary>
    private static bool IsRollUp(string path) => path.Contains("${", StringComparison.Ordinal);
}
