using Kptn.Engine.State.DynamoDb.Results;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>
/// Ships what is recorded in the files of a key to the table, on a thread of its own: in groups, when there is enough, when it has waited long enough, or when
/// somebody waits for it. All streams are committed together, so that the table never has a task's end without its items.
/// </summary>
internal sealed class Shipper
{
    private const int LookMilliseconds = 100;
    private const int DelayPart = 20;
    private readonly object _gate = new();
    private readonly List<StreamState> _streams = [];
    private readonly List<(long Recorded, TaskCompletionSource Done)> _waiters = [];
    private readonly Queue<Document> _documents = new();
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Committer _committer;
    private readonly Sweeper _sweeper;
    private readonly DynamoTimings _timings;
    private readonly Func<bool> _isListed;
    private readonly ResultQueue? _results;
    private readonly Action _committed;
    private readonly long _start = Environment.TickCount64;
    private Thread? _thread;
    private bool _closing;
    private long _recorded;
    private long _shipped;
    private long _pendingSince;

    /// <param name="committer">Commits.</param>
    /// <param name="sweeper">Deletes what is of no use any more.</param>
    /// <param name="timings">How long things take.</param>
    /// <param name="isListed">Whether the registry is to list the key.</param>
    /// <param name="committed">Called after each commit, with no lock held.</param>
    /// <param name="results">Results that records name.</param>
    public Shipper(Committer committer, Sweeper sweeper, DynamoTimings timings, Func<bool> isListed, Action committed, ResultQueue? results) =>
        (_committer, _sweeper, _timings, _isListed, _committed, _results) = (committer, sweeper, timings, isListed, committed, results);

    /// <summary>Ends with the failure when no more is shipped.</summary>
    public Task<Exception> Failure => _failure.Task;

    public bool HasFailed => _failure.Task.IsCompleted;

    /// <summary>The streams as they are now.</summary>
    public StreamState[] Streams
    {
        get
        {
            lock (_gate) return [.. _streams];
        }
    }

    /// <summary>The stream with a name; <see langword="null"/> where it is not written in this session.</summary>
    public StreamState? Find(string name)
    {
        lock (_gate) return _streams.Find(stream => stream.Name == name);
    }

    /// <summary>Ships one more stream.</summary>
    public void Add(StreamState stream)
    {
        lock (_gate) _streams.Add(stream);
        Touch();
    }

    /// <summary>Changes a stream while nothing captures it.</summary>
    public void Change(Action change)
    {
        lock (_gate) change();
        Touch();
    }

    /// <summary>Says that something was recorded.</summary>
    public void Touch()
    {
        lock (_gate)
        {
            if (_recorded++ == _shipped) _pendingSince = Environment.TickCount64;
            if (_thread is null && !HasFailed)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "kptn ship" };
                _thread.Start();
            }
            else if (_recorded == _shipped + 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Waits until all that was recorded is in the table.</summary>
    /// <exception cref="IOException">It cannot be brought there.</exception>
    public Task FlushAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (HasFailed) return Task.FromException(Error());
            if (_shipped == _recorded) return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((_recorded, done));
            Monitor.Pulse(_gate);
            return done.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Puts a small document of the key into the table, or removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="data">What it says; <see langword="null"/> to remove it.</param>
    /// <param name="isListed">Whether the registry is to list the key from then on.</param>
    /// <exception cref="IOException">It cannot be brought there.</exception>
    public Task PutDocumentAsync(string name, byte[]? data, Func<bool> isListed)
    {
        var document = new Document(name, data, isListed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (HasFailed) return Task.FromException(Error());
            _documents.Enqueue(document);
        }

        Touch();
        lock (_gate) Monitor.Pulse(_gate);
        return document.Done.Task;
    }

    /// <summary>Ships nothing more, and says why.</summary>
    public void Fail(Exception error)
    {
        lock (_gate)
        {
            if (!_failure.TrySetResult(error)) return;
            foreach (var (_, done) in _waiters) done.TrySetException(Error());
            _waiters.Clear();
            while (_documents.TryDequeue(out var document)) document.Done.TrySetException(Error());
            Monitor.Pulse(_gate);
        }

        _stop.Cancel();
    }

    /// <summary>Ends the thread. What is not shipped by then is not shipped.</summary>
    public async Task CloseAsync()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        if (_thread is { } thread) await Task.Run(thread.Join).ConfigureAwait(false);
    }

    private IOException Error() => new(_failure.Task.Result.Message, _failure.Task.Result);

    private void Work()
    {
        try
        {
            while (Await(out var recorded, out var captures, out var isListed))
            {
                PutDocuments();
                if (captures.Count > 0)
                {
                    if (_results is not null) _committer.PatientlyAsync(() => _results.UploadAsync(_stop.Token), _stop.Token).GetAwaiter().GetResult();
                    _committer.CommitAsync(captures, isListed, _stop.Token).GetAwaiter().GetResult();
                    _committed();
                }

                Release(recorded);
                if (captures.Count == 0) Sweep();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever cancelled said why.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
        }
    }

    private void PutDocuments()
    {
        while (true)
        {
            Document? document;
            lock (_gate)
            {
                if (!_documents.TryPeek(out document)) return;
            }

            _committer.PutDocumentAsync(document.Name, document.Data, document.IsListed(), _stop.Token).GetAwaiter().GetResult();
            lock (_gate) _documents.TryDequeue(out _);
            document.Done.TrySetResult();
        }
    }

    private bool Await(out long recorded, out List<Capture> captures, out bool isListed)
    {
        lock (_gate)
        {
            while (!HasFailed && !_closing && _waiters.Count == 0 && _documents.Count == 0 && !IsDue() && !(_recorded == _shipped && _committer.Old.Count > 0))
            {
                if (_recorded == _shipped) Monitor.Wait(_gate);
                else Monitor.Wait(_gate, LookMilliseconds);
            }

            // The log of tasks is captured first and committed last: what it says of items is among the items that are captured after it.
            recorded = _recorded;
            captures = [.. _streams.Where(stream => stream.IsPending).Select(Capture.Of)];
            captures.Sort((a, b) => (a.Stream.Task is null).CompareTo(b.Stream.Task is null));
            isListed = _isListed();
            return !HasFailed && (!_closing || captures.Count > 0 || _documents.Count > 0);
        }
    }

    private bool IsDue()
    {
        if (_recorded == _shipped) return false;
        var now = Environment.TickCount64;
        var delay = Math.Clamp((now - _start) / DelayPart, (long)_timings.ShortestDelay.TotalMilliseconds, (long)_timings.LongestDelay.TotalMilliseconds);
        return now - _pendingSince >= delay || _streams.Sum(stream => stream.PendingBytes) >= _timings.GroupBytes;
    }

    private void Release(long recorded)
    {
        lock (_gate)
        {
            (_shipped, _pendingSince) = (recorded, Environment.TickCount64);
            foreach (var (upTo, done) in _waiters)
            {
                if (upTo <= recorded) done.SetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Recorded <= recorded);
        }
    }

    private sealed record Document(string Name, byte[]? Data, Func<bool> IsListed, TaskCompletionSource Done);

    private void Sweep()
    {
        if (_committer.Old.FirstOrDefault() is not { Key: { } note, Value: { } segments }) return;
        try
        {
            if (_sweeper.SweepAsync(note, segments, _stop.Token).GetAwaiter().GetResult()) _committer.Old.Remove(note);
        }
        catch (DynamoException)
        {
            // The next session has the note too.
            _committer.Old.Clear();
        }
    }
}
