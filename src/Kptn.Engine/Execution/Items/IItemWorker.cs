namespace Kptn.Engine.Execution.Items;

/// <summary>
/// Runs items of one mapped task, one bundle at a time, in a process that stays warm between bundles where the language can. What an item does to
/// its process (an exception, an exit, a crash, a hang past its timeout) ends that item alone: the worker starts a fresh process for the items that are left.
/// </summary>
internal interface IItemWorker : IAsyncDisposable
{
    /// <summary>Why items run in a slower way than they could; empty where they do not.</summary>
    string Hint => "";

    /// <summary>Runs items one after another and returns when every one of them has ended.</summary>
    /// <param name="bundle">The items, in order.</param>
    /// <param name="ended">Told of each end, in order, as soon as it is known, on any thread but never on two at once. It reads the item's outputs, so it may take a while.</param>
    /// <param name="cancellation">Ends the running process tree; the item that ran and those not begun end as interrupted.</param>
    /// <exception cref="IOException">A process could not be started; items already told of stay as they are.</exception>
    Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation);
}
