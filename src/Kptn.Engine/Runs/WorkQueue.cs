namespace Kptn.Engine.Runs;

/// <summary>Hands things to one background thread in order. Waiting costs nothing: tasks' own processes need the processors.</summary>
/// <typeparam name="T">What is handed over.</typeparam>
internal sealed class WorkQueue<T> : IAsyncDisposable
{
    private readonly Queue<T> _items = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="handle">Handles one thing; told whether more are waiting.</param>
    /// <param name="end">Runs after the last one.</param>
    public WorkQueue(string name, Action<T, bool> handle, Action end) =>
        new Thread(() => Loop(handle, end), 256 * 1024) { IsBackground = true, Name = name }.Start();

    public void Add(T item)
    {
        lock (_items)
        {
            _items.Enqueue(item);
            if (_items.Count == 1) Monitor.Pulse(_items);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_items)
        {
            _closed = true;
            Monitor.Pulse(_items);
        }

        await _done.Task.ConfigureAwait(false);
    }

    private void Loop(Action<T, bool> handle, Action end)
    {
        try
        {
            while (TryTake(out var item, out var more)) handle(item, more);
            end();
            _done.SetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _done.SetException(e);
        }
    }

    private bool TryTake(out T item, out bool more)
    {
        lock (_items)
        {
            while (_items.Count == 0 && !_closed) Monitor.Wait(_items);
            var found = _items.TryDequeue(out item!);
            more = _items.Count > 0;
            return found;
        }
    }
}
