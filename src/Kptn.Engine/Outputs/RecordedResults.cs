using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>Results that are not among the artifacts, where they are kept: nothing can put them back.</summary>
/// <param name="context">The graph.</param>
public sealed class RecordedResults(GraphContext context)
{
    /// <summary>The lost result of a task, and those of its items.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">What is recorded of it.</param>
    /// <param name="items">What is recorded of its items.</param>
    /// <param name="names">The names of its items' values.</param>
    /// <param name="filter">The items that are meant, and nothing that belongs to no item; <see langword="null"/> for all.</param>
    public IEnumerable<RecordedOutput> Lost(string task, TaskState? state, IItemTable? items, IReadOnlyList<string> names, ItemFilter? filter)
    {
        if (filter is null && state?.Good is { HasResult: true } good && context.Code.Files.Hash(context.Results.PathOf(good.ResultHash))?.Hash != good.ResultHash)
        {
            yield return new RecordedOutput(task, null, new OutputState($"result of {task}", good.ResultHash, good.ResultSize, default));
        }

        if (items is null) yield break;
        var found = filter is null
            ? items.All().Where(slot => slot.HasFiles).Select(slot => items.Read(slot.Number))
            : RecordedItems.Find(items, names, filter).Select(item => item.State);
        foreach (var item in found)
        {
            if (item.Good is not { Result.Hash: { IsNone: false } hash } kept || File.Exists(context.Results.PathOf(hash))) continue;
            yield return new RecordedOutput(task, item.Key, new OutputState($"result of {task}", hash, kept.Result.Size, default));
        }
    }
}
