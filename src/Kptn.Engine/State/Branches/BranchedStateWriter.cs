using System.Collections.Concurrent;
using Kptn.Engine.Projects;

namespace Kptn.Engine.State.Branches;

/// <summary>
/// Writes the state of a key with a base. A task is the key's own from its first record on: that record brings the last good run along, and its items
/// are copied before, so that a kill leaves the task the base's, with its items, or the key's own, with its items.
/// </summary>
internal sealed class BranchedStateWriter : IStateWriter
{
    private readonly Lock _gate = new();
    private readonly IStateWriter _own;
    private readonly IStateStore _store;
    private readonly StateKey _key;
    private readonly BranchView? _below;
    private readonly Func<bool> _hasParent;
    private readonly ConcurrentDictionary<string, bool> _mine = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StateBase? _base;
    private bool _isRecorded;
    private IOException? _error;

    /// <param name="own">The key's own writer.</param>
    /// <param name="store">Keeps the state of each key alone.</param>
    /// <param name="view">The state as it stands.</param>
    /// <param name="hasParent">Whether the key would start from another, had it no state.</param>
    public BranchedStateWriter(IStateWriter own, IStateStore store, BranchView view, Func<bool> hasParent)
    {
        (_own, _store, _key, _below, _base, _isRecorded, _hasParent) = (own, store, view.Key, view.Below, view.Base, view.IsRecorded, hasParent);
        Opened = view.States;
        foreach (var task in view.Own.Keys.Concat(view.Hidden)) _mine[task] = view.Own.ContainsKey(task);
        _ = own.Failure.ContinueWith(failed => _failure.TrySetResult(failed.Result), TaskScheduler.Default);
    }

    public IReadOnlyDictionary<string, TaskState> Opened { get; }

    public IReadOnlyList<Finding> Warnings => _own.Warnings;

    public Task<Exception> Failure => _failure.Task;

    /// <summary>The writer of a key's own state.</summary>
    public static IStateWriter OwnOf(IStateWriter writer) => writer is BranchedStateWriter branched ? branched._own : writer;

    public void RecordStart(string task, LastTry attempt)
    {
        if (IsMine(task)) _own.RecordStart(task, attempt);
        else Take(task, attempt, null);
    }

    public void RecordEnd(string task, LastTry attempt, GoodRun? good)
    {
        if (IsMine(task)) _own.RecordEnd(task, attempt, good);
        else Take(task, attempt, good);
    }

    public IItemWriter OpenItems(string task)
    {
        if (_below is not null && !_mine.ContainsKey(task))
        {
            lock (_gate)
            {
                if (!_mine.ContainsKey(task)) TakeItems(task);
            }
        }

        return _own.OpenItems(task);
    }

    public void Forget(string task) => Forget([task]);

    public void Forget(IReadOnlyCollection<string> tasks)
    {
        lock (_gate)
        {
            // First it is hidden: a kill in between must not bring the base's back.
            if (_below is not null) Hide(tasks);
            else if (!_isRecorded && IsEmptyWithout(tasks) && _hasParent()) SetOwnBase();
            foreach (var task in tasks)
            {
                _own.Forget(task);
                _mine[task] = false;
            }
        }
    }

    public void SetBase(StateBase? value) => _own.SetBase(value);

    public void CopyItems(string task, IItemTable source)
    {
        if (_below is not null)
        {
            lock (_gate)
            {
                Hide([task]);
                _mine[task] = false;
            }
        }

        _own.CopyItems(task, source);
    }

    public Task FlushAsync(CancellationToken cancellation) =>
        _error is { } error ? Task.FromException(new IOException(error.Message, error)) : _own.FlushAsync(cancellation);

    public ValueTask DisposeAsync() => _own.DisposeAsync();

    private bool IsMine(string task)
    {
        if (_below is not null && !_mine.ContainsKey(task)) return false;
        _mine[task] = true;
        return true;
    }

    /// <summary>Makes a task the key's own with its first record.</summary>
    private void Take(string task, LastTry attempt, GoodRun? good)
    {
        lock (_gate)
        {
            if (_error is not null) return;
            try
            {
                if (!_mine.ContainsKey(task))
                {
                    RecordBase();
                    BringItems(task);
                    good ??= _below!.States.GetValueOrDefault(task)?.Good;
                    _mine[task] = true;
                }

                _own.RecordEnd(task, attempt, good);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
            {
                _error = e as IOException ?? new IOException(e.Message, e);
                _failure.TrySetResult(_error);
            }
        }
    }

    /// <summary>Makes a task the key's own without a new try.</summary>
    private void TakeItems(string task)
    {
        RecordBase();
        BringItems(task);
        if (_below!.States.GetValueOrDefault(task) is { Last: { } last } state) _own.RecordEnd(task, last, state.Good);
        else Hide([task]);
        _mine[task] = true;
    }

    private void BringItems(string task)
    {
        using var items = _below!.ReadItems(task);
        if (items is not null)
        {
            _own.CopyItems(task, items);
            return;
        }

        // A copy that a kill cut off before its task was recorded counts for nothing.
        using var left = _store.ReadItems(_key, task);
        if (left is not null) _own.Forget(task);
    }

    private void RecordBase()
    {
        if (_isRecorded) return;
        _own.SetBase(_base);
        _isRecorded = true;
    }

    private void Hide(IReadOnlyCollection<string> tasks)
    {
        var hidden = _base!.Hidden.Union(tasks, StringComparer.Ordinal).ToArray();
        if (hidden.Length == _base.Hidden.Count && _isRecorded) return;
        _base = _base with { Hidden = hidden };
        _own.SetBase(_base);
        _isRecorded = true;
    }

    // Forgotten is forgotten: a key without any task must not start from its parent again.
    private void SetOwnBase()
    {
        _own.SetBase(new StateBase(_key.StorageKey, _key.Namespace, []));
        _isRecorded = true;
    }

    private bool IsEmptyWithout(IReadOnlyCollection<string> tasks)
    {
        var forgotten = tasks.ToHashSet(StringComparer.Ordinal);
        return _mine.All(mine => !mine.Value || forgotten.Contains(mine.Key));
    }
}
