using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local;

/// <summary>
/// Appends records to a log of any kind. Each record is with the operating system before the call returns, so that it outlives this process, and is
/// forced to disk together with all others of the next moments by a thread of its own, so that nobody waits for the disk one by one.
/// </summary>
internal sealed class LogAppender
{
    private const long GroupMilliseconds = 50;
    private readonly object _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<RecordBuffer> _writeHeader;
    private readonly string _path;
    private SafeFileHandle? _handle;
    private IOException? _error;
    private Thread? _thread;
    private bool _closing;
    private long _recorded;
    private long _durable;
    private long _undurableSince;
    private long _durableLength;

    /// <param name="path">The log.</param>
    /// <param name="length">Where to append; zero where there is no log yet.</param>
    /// <param name="writeHeader">Writes what a new log starts with.</param>
    public LogAppender(string path, long length, Action<RecordBuffer> writeHeader)
    {
        (_path, _writeHeader, Length, _durableLength) = (path, writeHeader, length, length);
    }

    /// <summary>Length of the log up to the end of the last whole record.</summary>
    public long Length { get; private set; }

    public Task<Exception> Failure => _failure.Task;

    /// <summary>Appends a record.</summary>
    /// <param name="record">The record with its frame.</param>
    /// <returns>Where it stands; negative where the log takes no more, which <see cref="Failure"/> tells.</returns>
    public long Append(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            if (_error is not null || !TryWrite(record)) return -1;
            if (_recorded++ == _durable) _undurableSince = Environment.TickCount64;
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "kptn state" };
                _thread.Start();
            }
            else if (_recorded == _durable + 1)
            {
                Monitor.Pulse(_gate);
            }

            return Length - record.Length;
        }
    }

    public Task FlushAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_error is not null) return Task.FromException(new IOException(_error.Message, _error));
            if (_durable == _recorded) return Task.CompletedTask;
            var waiter = new Waiter(_recorded, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            Monitor.Pulse(_gate);
            return waiter.Done.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Makes all that was recorded durable, as far as the disk takes it, and closes the log.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_closing) return _ended.Task;
            _closing = true;
            if (_thread is not null)
            {
                Monitor.Pulse(_gate);
                return _ended.Task;
            }

            _handle?.Dispose();
            _ended.SetResult();
            return _ended.Task;
        }
    }

    private bool TryWrite(ReadOnlySpan<byte> record)
    {
        try
        {
            _handle ??= Open();
            RandomAccess.Write(_handle, record, Length);
            Length += record.Length;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e, Length);
            return false;
        }
    }

    private void Work()
    {
        while (Await(out var recorded, out var length))
        {
            Exception? failure = null;
            try
            {
                RandomAccess.FlushToDisk(_handle!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure = e;
            }

            lock (_gate)
            {
                if (_error is not null) break;
                if (failure is null) Release(recorded, length);
                else Fail(failure, _durableLength);
            }
        }

        _handle?.Dispose();
        _ended.SetResult();
    }

    /// <summary>Waits until written records are to be forced to disk.</summary>
    /// <returns>Whether there are any; else the log is to be closed.</returns>
    private bool Await(out long recorded, out long length)
    {
        lock (_gate)
        {
            while (_error is null && (_recorded > _durable || !_closing))
            {
                var waited = Environment.TickCount64 - _undurableSince;
                if (_recorded == _durable) Monitor.Wait(_gate);
                else if (_waiters.Count == 0 && !_closing && waited < GroupMilliseconds) Monitor.Wait(_gate, (int)(GroupMilliseconds - waited));
                else break;
            }

            (recorded, length) = (_recorded, Length);
            return _error is null && _recorded > _durable;
        }
    }

    private SafeFileHandle Open()
    {
        if (Length == 0)
        {
            var header = new RecordBuffer(256);
            _writeHeader(header);
            DurableFile.Replace(_path, _path + ".tmp", header.Written.Span);
            Length = _durableLength = header.Count;
        }

        return File.OpenHandle(_path, FileMode.Open, FileAccess.Write, LogFile.AnyShare);
    }

    private void Release(long durable, long length)
    {
        (_durable, _durableLength, _undurableSince) = (durable, length, Environment.TickCount64);
        foreach (var waiter in _waiters)
        {
            if (waiter.Records <= durable) waiter.Done.SetResult();
        }

        _waiters.RemoveAll(waiter => waiter.Records <= durable);
    }

    /// <summary>Leaves the log at a good record, so that the next writer finds nothing torn, and tells everyone.</summary>
    private void Fail(Exception cause, long keep)
    {
        try
        {
            if (_handle is not null) DurableFile.Truncate(_handle, keep);
            Length = keep;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A torn end is found and cut off by the next writer.
        }

        _error = IoReason.Wrap("write the state file", _path, cause);
        foreach (var waiter in _waiters) waiter.Done.SetException(new IOException(_error.Message, _error));
        _waiters.Clear();
        Monitor.Pulse(_gate);
        _failure.SetResult(_error);
    }

    private readonly record struct Waiter(long Records, TaskCompletionSource Done);
}
