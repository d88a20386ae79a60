namespace Kptn.Engine.State.Local.Items;

/// <summary>The item writers of one key: at most one for each task.</summary>
internal sealed class OpenItemWriters
{
    private readonly object _gate = new();
    private readonly Dictionary<string, LocalItemWriter> _writers = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly string _shownFolder;
    private readonly StateKey _key;
    private readonly TimeProvider _time;
    private bool _isClosed;

    /// <param name="log">The key's log.</param>
    /// <param name="shownLog">Its path for messages.</param>
    /// <param name="key">The key.</param>
    /// <param name="time">The clock.</param>
    public OpenItemWriters(string log, string shownLog, StateKey key, TimeProvider time)
    {
        (_folder, _shownFolder) = (Path.GetDirectoryName(log)!, Path.GetDirectoryName(shownLog)!);
        (_key, _time) = (key, time);
    }

    public LocalItemWriter Open(string task)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            CheckClosed(task);
            return _writers[task] = LocalItemWriter.Open(PlaceOf(task), _time, () => Remove(task));
        }
    }

    /// <summary>Deletes the items of a task.</summary>
    public void Forget(string task)
    {
        lock (_gate)
        {
            CheckClosed(task);
            ItemFilePlace.Delete(ItemFilePlace.PathOf(_folder, task));
        }
    }

    /// <summary>Puts a copy of items in place, whole or not at all.</summary>
    public void Copy(string task, IItemTable source)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            CheckClosed(task);
            ItemFileCopy.Run(source, PlaceOf(task), _time);
        }
    }

    /// <summary>Closes all that are open still.</summary>
    public async Task CloseAsync()
    {
        LocalItemWriter[] open;
        lock (_gate)
        {
            _isClosed = true;
            open = [.. _writers.Values];
        }

        foreach (var writer in open) await writer.DisposeAsync().ConfigureAwait(false);
    }

    private ItemFilePlace PlaceOf(string task) => new(ItemFilePlace.PathOf(_folder, task), ItemFilePlace.PathOf(_shownFolder, task), _key, task);

    private void Remove(string task)
    {
        lock (_gate) _writers.Remove(task);
    }

    /// <exception cref="InvalidOperationException">The items of a task are open.</exception>
    public void CheckClosed(string task)
    {
        lock (_gate)
        {
            if (_writers.ContainsKey(task)) throw new InvalidOperationException($"the items of '{task}' are open for writing");
        }
    }
}
