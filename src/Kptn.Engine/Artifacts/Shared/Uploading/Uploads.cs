using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>
/// Sends what a local store keeps to a shared place, behind the run. What is to be sent is noted on disk before it is kept, so that a process that was killed leaves
/// it to the next one; it is sent at least once. Where the place does not answer, it is left alone for a while and tried again, and once more at the end.
/// </summary>
public sealed class Uploads
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly SharedArtifacts _content;
    private readonly LocalArtifactStore _local;
    private readonly UploadNotes _notes;
    private readonly TimeProvider _time;
    private readonly Queue<Hash256> _queue = new();
    private readonly HashSet<Hash256> _queued = [];
    private readonly HashSet<Hash256> _noted = [];
    private readonly HashSet<Hash256> _done = [];
    private readonly DurableWaits _waits = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _idle;
    private UploadSummary _counts = UploadSummary.None;
    private bool _isStarted;
    private bool _isResting;
    private bool _isEnding;
    private int _busy;

    internal Uploads(SharedArtifacts content, LocalArtifactStore local, UploadNotes notes, TimeProvider time) =>
        (_content, _local, _notes, _time) = (content, local, notes, time);

    /// <summary>Whether processes before this one, or beside it, have left something to be sent. Looks at names of files only.</summary>
    public bool HasLeftovers => _notes.Any();

    /// <summary>What is noted to be sent, by whichever process.</summary>
    public IReadOnlySet<Hash256> Pending => _notes.Read();

    /// <summary>Begins to send: what killed processes left, and what is kept from now on.</summary>
    /// <exception cref="IOException">The notes could not be written.</exception>
    public void Start()
    {
        var left = HasLeftovers ? _notes.TakeOver() : [];
        lock (_gate)
        {
            _isStarted = true;
            foreach (var hash in left)
            {
                _noted.Add(hash);
                if (_queued.Add(hash)) _queue.Enqueue(hash);
            }

            Pump();
        }
    }

    /// <summary>Content is about to be kept.</summary>
    /// <exception cref="IOException">That could not be noted.</exception>
    public void Announce(Hash256 hash)
    {
        lock (_gate)
        {
            if (_done.Contains(hash) || !_noted.Add(hash)) return;
            try
            {
                _notes.Add(hash);
            }
            catch
            {
                _noted.Remove(hash);
                throw;
            }
        }
    }

    /// <summary>Content is kept.</summary>
    public void Add(Hash256 hash)
    {
        lock (_gate)
        {
            if (_done.Contains(hash) || !_queued.Add(hash)) return;
            _queue.Enqueue(hash);
            Pump();
        }
    }

    /// <summary>Content was not kept after all.</summary>
    public void Withdraw(Hash256 hash)
    {
        lock (_gate)
        {
            if (!_queued.Contains(hash) && _noted.Remove(hash)) _notes.Remove(hash);
        }
    }

    /// <summary>Waits until contents are in the shared place; those that this process sends, or that are found there when it ends.</summary>
    /// <param name="hashes">The contents.</param>
    /// <returns>Whether they all are; no sooner than <see cref="FinishAsync"/> where they are not.</returns>
    public Task<bool> DurableAsync(IReadOnlyList<Hash256> hashes)
    {
        lock (_gate) return _waits.Add([.. hashes.Where(hash => !_done.Contains(hash))]);
    }

    /// <summary>Waits until all is sent, or cannot be.</summary>
    /// <param name="lasts">Told once, where it lasts: how many contents, and bytes, are waited for.</param>
    /// <param name="cancellation">Ends the sending; what was not sent stays noted.</param>
    public async Task<UploadSummary> FinishAsync(Action<int, long>? lasts, CancellationToken cancellation)
    {
        Task idle;
        lock (_gate)
        {
            _isEnding = true;
            (_isStarted, _isResting, _idle) = (true, false, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            idle = _idle.Task;
            _counts = _counts with { Problem = null };
            Pump();
        }

        await using (cancellation.UnsafeRegister(_ => _stop.Cancel(), null).ConfigureAwait(false)) await UploadPatience.AwaitAsync(idle, () => lasts?.Invoke(_noted.Count, WaitingBytes()), _time).ConfigureAwait(false);
        await LookForOthersAsync().ConfigureAwait(false);
        var bytes = WaitingBytes();
        lock (_gate)
        {
            _waits.GiveUp();
            _notes.Dispose();
            (_isEnding, _isStarted) = (false, false);
            return _counts with { Pending = _noted.Count, PendingBytes = bytes, Problem = _counts.Problem ?? (cancellation.IsCancellationRequested ? "it was stopped" : null) };
        }
    }

    // Contents that somebody waits for, and that were there before this process kept anything.
    private async Task LookForOthersAsync()
    {
        List<Hash256> others;
        lock (_gate) others = _counts.Problem is null ? [.. _waits.Hashes.Where(hash => !_noted.Contains(hash))] : [];
        foreach (var hash in others)
        {
            try
            {
                if (!await _content.HasAsync(hash, _stop.Token).ConfigureAwait(false)) continue;
                lock (_gate) _waits.Done(hash);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private long WaitingBytes()
    {
        List<Hash256> noted;
        lock (_gate) noted = [.. _noted];
        return noted.Sum(_local.SizeOf);
    }

    /// <summary>Sends what can be sent now. Under the lock.</summary>
    private void Pump()
    {
        while (_isStarted && !_isResting && !_stop.IsCancellationRequested && _busy < AtOnce && _queue.TryDequeue(out var hash))
        {
            _busy++;
            _ = Task.Run(() => SendAsync(hash));
        }

        if (_busy == 0 && (_queue.Count == 0 || _isResting || _stop.IsCancellationRequested)) _idle?.TrySetResult();
    }

    private async Task SendAsync(Hash256 hash)
    {
        Action end;
        try
        {
            var (outcome, size) = await _content.PutAsync(hash, _local, _stop.Token).ConfigureAwait(false);
            end = () => Sent(hash, outcome, size);
        }
        catch (OperationCanceledException)
        {
            end = () => _queue.Enqueue(hash);
        }
        catch (BlobStoreException e)
        {
            end = () => PutBack(hash, e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stays noted; others may go well.
            end = () => _counts = _counts with { Problem = e.Message };
        }

        lock (_gate)
        {
            end();
            _busy--;
            Pump();
        }
    }

    private void Sent(Hash256 hash, PutOutcome outcome, long size)
    {
        _queued.Remove(hash);
        if (_noted.Remove(hash)) _notes.Remove(hash);

        // What is gone here, or damaged, cannot be sent by anybody.
        if (outcome == PutOutcome.Changed) return;
        _done.Add(hash);
        _waits.Done(hash);
        _counts = outcome == PutOutcome.Stored ? _counts with { Sent = _counts.Sent + 1, Bytes = _counts.Bytes + size } : _counts with { Known = _counts.Known + 1 };
    }

    private void PutBack(Hash256 hash, string problem)
    {
        _queue.Enqueue(hash);
        _counts = _counts with { Problem = problem };
        if (_isResting) return;
        _isResting = true;
        if (!_isEnding) _ = WakeAsync();
    }

    private async Task WakeAsync()
    {
        await Task.Delay(Rest, _time, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        lock (_gate)
        {
            if (_isEnding) return;
            _isResting = false;
            _counts = _counts with { Problem = null };
            Pump();
        }
    }
}
