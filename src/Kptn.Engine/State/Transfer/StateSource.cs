using Kptn.Engine.State.Branches;

namespace Kptn.Engine.State.Transfer;

/// <summary>The whole state of a key, its base resolved: from a store, or from a file.</summary>
/// <param name="Key">Whose state.</param>
/// <param name="States">What is recorded of each task.</param>
/// <param name="ReadItems">Reads the items of a task; gives <see langword="null"/> where there are none.</param>
public sealed record StateSource(StateKey Key, IReadOnlyDictionary<string, TaskState> States, Func<string, IItemTable?> ReadItems)
{
    /// <summary>The state of a key as it is seen.</summary>
    /// <param name="view">The view.</param>
    public static StateSource Of(BranchView view) => new(view.Key, view.States, view.ReadItems);
}
