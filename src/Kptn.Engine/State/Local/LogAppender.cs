using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local;

/// <summary>
/// Appends records to a log from one thread of its own. Each record is handed to the operating system at once, so that it outlives this
/// process, and forced to disk together with all others of the next moments, so that nobody waits for the disk one by one.
/// </summary>
internal sealed class LogAppender
{
    private const long GroupMilliseconds = 50;
    private readonly object _gate = new();
    private readonly List<Waiter> _waiters = [];
    private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StateKey _key;
    private readonly string _path;
    private RecordBuffer _pending = new();
    private RecordBuffer _writing = new();
    private SafeFileHandle? _handle;
    private IOException? _error;
    private Thread? _thread;
    private bool _closing;
    private long _recorded;
    private long _taken;
    private long _durable;
    private long _takenSince;
    private long _durableLength;

    /// <param name="path">The log.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="length">Where to append; zero where there is no log yet.</param>
    public LogAppender(string path, StateKey key, long length)
    {
        (_path, _key, Length, _durableLength) = (path, key, length, length);
    }

    /// <summary>Length of the log; of use once the appender is closed.</summary>
    public long Length { get; private set; }

    public Task<Exception> Failure => _failure.Task;

    public void Append(string task, LastTry? last, GoodRun? good)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            if (_error is not null) return;
            Encode(task, last, good);
            _recorded++;
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "kptn state" };
                _thread.Start();
            }

            Monitor.Pulse(_gate);
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
            if (_thread is null) _ended.SetResult();
            else Monitor.Pulse(_gate);
            return _ended.Task;
        }
    }

    private void Encode(string task, LastTry? last, GoodRun? good)
    {
        _pending.Begin();
        try
        {
            _pending.Byte((byte)((last is null ? 0 : RecordFlags.Last) | (good is null ? 0 : RecordFlags.Good)));
            _pending.Text(task);
            if (last is not null) TryCodec.Write(_pending, last);
            if (good is not null) GoodRunCodec.Write(_pending, good);
            _pending.End();
        }
        catch
        {
            _pending.Abandon();
            throw;
        }
    }

    private void Work()
    {
        while (Take(out var force))
        {
            var keep = Length;
            try
            {
                Write();
                if (!force) continue;
                keep = _durableLength;
                RandomAccess.FlushToDisk(_handle!);
                _durableLength = Length;
                Release(_taken);
            }
            catch (Exception e)
            {
                Fail(e, keep);
                break;
            }
        }

        _handle?.Dispose();
        _ended.SetResult();
    }

    /// <summary>Waits for something to do: records to write, or written ones to force to disk.</summary>
    private bool Take(out bool force)
    {
        lock (_gate)
        {
            while (true)
            {
                var now = Environment.TickCount64;
                var wanted = _waiters.Count > 0 || _closing;
                var waited = now - _takenSince;
                force = wanted || (_taken > _durable && waited >= GroupMilliseconds);
                if (_pending.Count > 0)
                {
                    if (_taken == _durable) _takenSince = now;
                    (_pending, _writing, _taken) = (_writing, _pending, _recorded);
                    return true;
                }

                if (_taken > _durable && force) return true;
                if (_taken > _durable) Monitor.Wait(_gate, (int)(GroupMilliseconds - waited));
                else if (_closing) return false;
                else Monitor.Wait(_gate);
            }
        }
    }

    private void Write()
    {
        if (_writing.Count == 0) return;
        _handle ??= Open();
        RandomAccess.Write(_handle, _writing.Written.Span, Length);
        Length += _writing.Count;
        _writing.Clear();
    }

    private SafeFileHandle Open()
    {
        if (Length == 0)
        {
            var header = new RecordBuffer(256);
            LogHeader.Write(header, _key);
            DurableFile.Replace(_path, _path + ".tmp", header.Written.Span);
            Length = _durableLength = header.Count;
        }

        return File.OpenHandle(_path, FileMode.Open, FileAccess.Write, LogFile.AnyShare);
    }

    private void Release(long durable)
    {
        lock (_gate)
        {
            _durable = durable;
            foreach (var waiter in _waiters)
            {
                if (waiter.Records <= durable) waiter.Done.SetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Records <= durable);
        }
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

        var error = IoReason.Wrap("write the state file", _path, cause);
        lock (_gate)
        {
            _error = error;
            foreach (var waiter in _waiters) waiter.Done.SetException(new IOException(error.Message, error));
            _waiters.Clear();
        }

        _failure.SetResult(error);
    }

    private readonly record struct Waiter(long Records, TaskCompletionSource Done);
}
