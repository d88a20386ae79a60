namespace Kptn.Engine.Runs;

/// <summary>
/// Hands things to one background thread in order. The thread wakes up some fifty times a second at most, and takes all there is:
/// waking it for each thing would take the processors from tasks.
/// </summary>
/// <typeparam name="T">What is handed over.</typeparam>
internal sealed class WorkQueue<T> : IAsyncDisposable
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(20);
    private readonly Queue<T> _items = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<T, long>? _weigh;
    private readonly long _most;
    private long _weight;
    private bool _closed;
    private bool _isIdle;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="handle">Handles one thing; told whether more are waiting.</param>
    /// <param name="end">Runs after the last one.</param>
    /// <param name="weigh">What a thing weighs while it waits.</param>
    /// <param name="most">The weight that may wait: whoever adds to more is held until there is room.</param>
    public WorkQueue(string name, Action<T, bool> handle, Action end, Func<T, long>? weigh = null, long most = long.MaxValue)
    {
        (_weigh, _most) = (weigh, most);
        new Thread(() => Loop(handle, end), 256 * 1024) { IsBackground = true, Name = name }.Start();
    }

    public void Add(T item)
    {
        lock (_items)
        {
            while (_weight > _most && !_closed) Monitor.Wait(_items);
            _weight += _weigh?.Invoke(item) ?? 0;
            _items.Enqueue(item);
            if (_items.Count == 1 && _isIdle) Monitor.PulseAll(_items);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_items)
        {
            _closed = true;
            Monitor.PulseAll(_items);
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
            if (_items.Count == 0 && !_closed) AwaitSome();
            var found = _items.TryDequeue(out item!);
            more = _items.Count > 0;
            if (found && _weigh is not null) Lift(_weigh(item));
            return found;
        }
    }

    private void Lift(long weight)
    {
        var wasFull = _weight > _most;
        _weight -= weight;
        if (wasFull && _weight <= _most) Monitor.PulseAll(_items);
    }

    private void AwaitSome()
    {
        _isIdle = true;
        while (_items.Count == 0 && !_closed) Monitor.Wait(_items);
        _isIdle = false;
        if (!_closed) Monitor.Wait(_items, Nap);
    }
}
