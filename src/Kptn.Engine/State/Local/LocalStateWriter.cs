using Kptn.Engine.Projects;
using Kptn.Engine.State.Local.Items;

namespace Kptn.Engine.State.Local;

/// <summary>The one writer of a key's log. It holds the lock until it is disposed.</summary>
internal sealed class LocalStateWriter : IStateWriter
{
    private readonly LogAppender _appender;
    private readonly StateLock _lock;
    private readonly OpenItemWriters _items;
    private readonly RecordBuffer _record = new();
    private readonly HashSet<string> _recorded = new(StringComparer.Ordinal);
    private readonly StateKey _key;
    private readonly string _path;
    private readonly long _openedLength;
    private readonly long _openedLive;
    private Task? _disposal;

    private LocalStateWriter(string path, StateKey key, LogImage image, IReadOnlyList<Finding> warnings, StateLock held, OpenItemWriters items)
    {
        _items = items;
        _path = path;
        _key = key;
        _lock = held;
        _openedLive = image.LiveSize();
        _openedLength = File.Exists(path) ? new FileInfo(path).Length : 0;
        _appender = new LogAppender(path, _openedLength, header => LogHeader.Write(header, key));
        Opened = image.Decode();
        Warnings = warnings;
    }

    public IReadOnlyDictionary<string, TaskState> Opened { get; }

    public IReadOnlyList<Finding> Warnings { get; }

    public Task<Exception> Failure => _appender.Failure;

    /// <summary>Bytes of the log as written so far, whole records only.</summary>
    public long Length => _appender.Length;

    /// <summary>Reads the log and puts it in order: cuts off what is torn, sets aside what is damaged, compacts what is mostly superseded.</summary>
    /// <param name="path">The log.</param>
    /// <param name="shownPath">The log's path for messages.</param>
    /// <param name="key">Whose state.</param>
    /// <param name="held">The lock; disposed with the writer.</param>
    /// <param name="time">The clock.</param>
    public static LocalStateWriter Open(string path, string shownPath, StateKey key, StateLock held, TimeProvider time)
    {
        try
        {
            DurableFile.DeleteIfPossible(path + ".tmp");
            var image = LogImage.ReadOf(key, path);
            IReadOnlyList<Finding> warnings = [.. LogRepair.Run(path, shownPath, image.End, image.Damage, "tasks"), .. BaseFile.Repair(Path.GetDirectoryName(path)!, Path.GetDirectoryName(shownPath)!, key)];
            LogCompaction.Run(path, key, image);
            return new LocalStateWriter(path, key, image, warnings, held, new OpenItemWriters(path, shownPath, key, time));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("open the state file", path, e);
        }
    }

    public void RecordStart(string task, LastTry attempt) => Append(task, attempt, null);

    public void RecordEnd(string task, LastTry attempt, GoodRun? good) => Append(task, attempt, good);

    /// <inheritdoc/>
    /// <remarks>The items go first: a task without its items runs them again, but items without their task would count as done.</remarks>
    public void Forget(string task)
    {
        _items.Forget(task);
        Append(task, null, null);
    }

    public IItemWriter OpenItems(string task) => _items.Open(task);

    public void SetBase(StateBase? value)
    {
        lock (_record) BaseFile.Write(Path.GetDirectoryName(_path)!, _key, value);
    }

    /// <inheritdoc/>
    /// <remarks>Here the record of the task goes first, for good: no record may stand beside items that are not its own.</remarks>
    public void CopyItems(string task, IItemTable source)
    {
        _items.CheckClosed(task);
        if (IsRecorded(task))
        {
            Append(task, null, null);
            _appender.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        _items.Copy(task, source);
    }

    public Task FlushAsync(CancellationToken cancellation) => _appender.FlushAsync(cancellation);

    public async ValueTask DisposeAsync() => await (_disposal ??= DisposeOnceAsync()).ConfigureAwait(false);

    private async Task DisposeOnceAsync()
    {
        try
        {
            await _items.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            await CloseLogAsync().ConfigureAwait(false);
        }
    }

    private async Task CloseLogAsync()
    {
        try
        {
            await _appender.CloseAsync().ConfigureAwait(false);
            var length = _appender.Length;
            if (length > _openedLength && LogCompaction.IsDue(length, _openedLive)) Compact(length);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private bool IsRecorded(string task)
    {
        lock (_record) return _recorded.Contains(task) || Opened.ContainsKey(task);
    }

    private void Append(string task, LastTry? last, GoodRun? good)
    {
        lock (_record)
        {
            _record.Clear();
            _record.Begin();
            _record.Byte((byte)((last is null ? 0 : RecordFlags.Last) | (good is null ? 0 : RecordFlags.Good)));
            _record.Text(task);
            if (last is not null) TryCodec.Write(_record, last);
            if (good is not null) GoodRunCodec.Write(_record, good);
            _record.End();
            _recorded.Add(task);
            _appender.Append(_record.Written.Span);
        }
    }

    private void Compact(long length)
    {
        try
        {
            // Somebody may have removed the folder under us, and another writer may have made a new one.
            var image = LogImage.ReadOf(_key, _path);
            if (image.End == length && image.Damage == LogDamage.None) LogCompaction.Run(_path, _key, image);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
        {
            // The log is whole as it is; the next writer compacts it.
        }
    }
}
