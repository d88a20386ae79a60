using Kptn.Engine.Projects;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>
/// An item file open for writing. What is appended is taken into the index just as a reader of the file would take it. Not safe for threads:
/// the index's gate guards it.
/// </summary>
internal sealed class ItemLog
{
    private readonly ItemFilePlace _place;
    private readonly LogAppender _appender;
    private readonly long _openedLength;
    private SafeFileHandle? _handle;
    private int _sessionsWritten;
    private bool _isClosed;

    private ItemLog(ItemFilePlace place, ItemIndex index, long length, IReadOnlyList<Finding> warnings)
    {
        (_place, Index, _openedLength, Warnings) = (place, index, length, warnings);
        _sessionsWritten = index.Sessions.Count;
        _appender = new LogAppender(place.Path, length, header => ItemHeader.Write(header, place.Key, place.Task));
        Records = new ItemRecords(place.Path, index, Handle);
    }

    public ItemIndex Index { get; }

    public ItemRecords Records { get; }

    public IReadOnlyList<Finding> Warnings { get; }

    public Task<Exception> Failure => _appender.Failure;

    /// <summary>Bytes of the file as written so far, whole records only.</summary>
    public long Length => _appender.Length;

    /// <summary>Whether the file may have been rewritten when it was opened, or when it was closed.</summary>
    public bool WasRewritten { get; private set; }

    /// <summary>What the next record is built in.</summary>
    public RecordBuffer Record { get; } = new();

    /// <summary>Reads the file and puts it in order: cuts off what is torn, sets aside what is damaged, compacts what is mostly superseded.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static ItemLog Open(ItemFilePlace place)
    {
        ItemFile? file = null;
        try
        {
            DurableFile.CreateFolder(Path.GetDirectoryName(place.Path)!);
            DurableFile.DeleteIfPossible(place.Path + ".tmp");
            file = ItemFile.Read(place.Path, place.Key, place.Task);
            if (file is null) return new ItemLog(place, new ItemIndex(), 0, []);
            var warnings = LogRepair.Run(place.Path, place.ShownPath, file.End, file.JudgeTail(), "items");
            var isRewritten = ItemCompaction.Run(place, file.End, file.Index, new ItemRecords(place.Path, file.Index, () => file.Handle));
            if (isRewritten)
            {
                file.Dispose();
                file = ItemFile.Read(place.Path, place.Key, place.Task)!;
            }

            return new ItemLog(place, file.Index, file.End, warnings) { WasRewritten = isRewritten };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("open the state file", place.Path, e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Appends the record that was built, which may name sessions up to a number.</summary>
    /// <returns>Whether the file took it; <see cref="Failure"/> tells where not.</returns>
    public bool Append(int session = -1)
    {
        if (!WriteSessions(session)) return false;
        var offset = _appender.Append(Record.Written.Span);
        return offset >= 0 && ItemReplay.Apply(Index, Record.Payload(), new RecordPlace(offset, Record.Count));
    }

    public Task FlushAsync(CancellationToken cancellation) => _appender.FlushAsync(cancellation);

    /// <summary>Makes all that was recorded durable, and compacts the file where that is due.</summary>
    public async Task CloseAsync()
    {
        await _appender.CloseAsync().ConfigureAwait(false);
        lock (Index.Gate)
        {
            // Somebody may have removed the folder under us, and another writer may have made a new one.
            var length = _appender.Length;
            var isOurs = new FileInfo(_place.Path) is { Exists: true } found && found.Length == length;
            if (isOurs && length > _openedLength && !_appender.Failure.IsCompleted) WasRewritten |= ItemCompaction.Run(_place, length, Index, Records);
            _isClosed = true;
            _handle?.Dispose();
        }
    }

    /// <summary>Sessions are written when a record first names them: a run that finds nothing to do leaves the file alone.</summary>
    private bool WriteSessions(int upTo)
    {
        if (upTo < _sessionsWritten) return true;
        var record = new RecordBuffer();
        for (; _sessionsWritten <= upTo; _sessionsWritten++)
        {
            var entry = Index.Sessions[_sessionsWritten];
            record.Clear();
            SessionCodec.Write(record, entry.Session, entry.Base);
            if (_appender.Append(record.Written.Span) < 0) return false;
            entry.Length = record.Count;
        }

        return true;
    }

    private SafeFileHandle Handle()
    {
        lock (Index.Gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _handle ??= File.OpenHandle(_place.Path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
        }
    }
}
