using Kptn.Engine.Projects;

namespace Kptn.Engine.State;

/// <summary>The one writer of a key's state. Records are kept in the order given; a later one is never durable before an earlier one.</summary>
public interface IStateWriter : IAsyncDisposable
{
    /// <summary>The state as it stood when the writer was opened, torn records left out.</summary>
    IReadOnlyDictionary<string, TaskState> Opened { get; }

    /// <summary>What was found amiss, and mended, when the writer was opened.</summary>
    IReadOnlyList<Finding> Warnings { get; }

    /// <summary>Records that a try starts. The last good run stays. The record outlives this process when the call returns, unless <see cref="Failure"/> is complete.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The try, with <see cref="TaskOutcome.Started"/>.</param>
    void RecordStart(string task, LastTry attempt);

    /// <summary>Records how a try ended; with <paramref name="good"/> it replaces the last good run in the same record.</summary>
    /// <param name="task">The task.</param>
    /// <param name="attempt">The try; one that is <see cref="TaskOutcome.Started"/> may bring a good run along too.</param>
    /// <param name="good">The new good run, on success.</param>
    void RecordEnd(string task, LastTry attempt, GoodRun? good);

    /// <summary>Opens the items of a mapped task for writing; mends what a kill left of a record. Dispose of it before it is opened again; what is
    /// open still is closed with this writer. Items are written apart from tasks: flush them before the end of their task is recorded.</summary>
    /// <param name="task">The mapped task.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="StateFormatException">What is there is not the state of these items, or was written by a newer kptn.</exception>
    /// <exception cref="InvalidOperationException">They are open already.</exception>
    IItemWriter OpenItems(string task);

    /// <summary>Forgets a task, and its items, durably.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="InvalidOperationException">Its items are open for writing; dispose of their writer first.</exception>
    /// <exception cref="IOException">The items cannot be deleted; the task is not forgotten then.</exception>
    void Forget(string task);

    /// <summary>Forgets tasks, and their items, durably.</summary>
    /// <param name="tasks">The tasks.</param>
    void Forget(IReadOnlyCollection<string> tasks)
    {
        foreach (var task in tasks) Forget(task);
    }

    /// <summary>Sets whose state this key goes on from. It is durable when the call returns; a kill leaves the base before it or this one.</summary>
    /// <param name="value">The base; <see langword="null"/> for none.</param>
    /// <exception cref="IOException">It cannot be written; the one before it stays.</exception>
    void SetBase(StateBase? value);

    /// <summary>Replaces the items of a task by a copy of others, with their orphans, durably. What is recorded of the task itself is forgotten: record it
    /// afterwards, so that a kill meanwhile leaves a task without a record, and never one with half of its items.</summary>
    /// <param name="task">The task.</param>
    /// <param name="source">The items: of another key, or another store. Items that cannot be read are left out.</param>
    /// <exception cref="InvalidOperationException">Its items are open for writing.</exception>
    /// <exception cref="IOException">They cannot be written.</exception>
    void CopyItems(string task, IItemTable source)
    {
        Forget(task);
        using var items = OpenItems(task);
        ItemCopy.Run(source, items);
    }

    /// <summary>Completes when everything recorded so far is durable.</summary>
    /// <param name="cancellation">Stops the waiting, not the writing.</param>
    /// <exception cref="IOException">A write failed; nothing recorded after the failure is kept.</exception>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>Completes with the error when a background write fails, so that a run can stop; never completes otherwise.</summary>
    Task<Exception> Failure { get; }
}
