using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>State that begins with what upstream tasks made and ends with the run; that of items lies in the sandbox.</summary>
internal sealed class IsolatedState(IReadOnlyDictionary<string, TaskState> opened, LocalStateStore store, StateKey key) : IStateWriter
{
    private readonly TaskCompletionSource<Exception> _failure = new();
    private IStateWriter? _items;

    public IReadOnlyDictionary<string, TaskState> Opened => opened;

    public IReadOnlyList<Finding> Warnings => [];

    /// <summary>What the task made; <see langword="null"/> where it failed.</summary>
    public GoodRun? Good { get; private set; }

    public Task<Exception> Failure => _failure.Task;

    public void RecordStart(string task, LastTry attempt)
    {
    }

    public void RecordEnd(string task, LastTry attempt, GoodRun? good) => Good = good;

    public IItemWriter OpenItems(string task)
    {
        _items ??= store.OpenAsync(key, new LeaseHolder("", Environment.ProcessId, default), TimeSpan.Zero, CancellationToken.None).GetAwaiter().GetResult();
        return _items.OpenItems(task);
    }

    public void Forget(string task)
    {
    }

    public void SetBase(StateBase? value)
    {
    }

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_items is not null) await _items.DisposeAsync().ConfigureAwait(false);
    }
}
