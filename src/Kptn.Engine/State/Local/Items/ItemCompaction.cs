using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Rewrites an item file that is mostly superseded records as what is of use alone, item by item. A crash leaves the old file or the new one.</summary>
internal sealed class ItemCompaction
{
    private const int Part = 1 << 18;
    private readonly ItemIndex _index;
    private readonly ItemRecords _records;
    private readonly SessionTable _sessions = new();
    private readonly int[] _newNumbers;
    private readonly RecordBuffer _buffer = new(Part * 2);
    private long _written;

    private ItemCompaction(ItemIndex index, ItemRecords records)
    {
        (_index, _records) = (index, records);
        _newNumbers = new int[index.Sessions.Count];
    }

    /// <summary>Rewrites the file where that is due.</summary>
    /// <param name="place">The file.</param>
    /// <param name="size">Its size.</param>
    /// <param name="index">What it says.</param>
    /// <param name="records">Its records.</param>
    /// <returns>Whether the file may be another one now.</returns>
    public static bool Run(ItemFilePlace place, long size, ItemIndex index, ItemRecords records)
    {
        if (!LogCompaction.IsDue(size, index.LiveSize)) return false;
        var temporary = place.Path + ".tmp";
        try
        {
            var compaction = new ItemCompaction(index, records);
            ItemHeader.Write(compaction._buffer, place.Key, place.Task);
            using (var target = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, LogFile.AnyShare))
            {
                compaction.CopyTo(target);
                RandomAccess.FlushToDisk(target);
            }

            File.Move(temporary, place.Path, overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(place.Path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
        {
            // The old file holds the same state, and the run itself will tell of a disk that takes no more.
            DurableFile.DeleteIfPossible(temporary);
        }

        return true;
    }

    private void CopyTo(SafeFileHandle target)
    {
        for (var number = 0; number < _newNumbers.Length; number++)
        {
            CopySession(number);
            Write(target, Part);
        }

        for (var number = 0; number < _index.Items.Count; number++)
        {
            if (_index.Items[number] is not { IsLive: true } entry) continue;
            ItemCodec.Write(_buffer, entry.Id, Renumber(_records.Read(number)), _sessions, lost: null);
            Write(target, Part);
        }

        foreach (var orphans in _records.Orphans().ToArray().Chunk(ItemNotes.MostAtOnce))
        {
            ItemNotes.WriteDrop(_buffer, [], orphans);
            Write(target, Part);
        }

        Write(target, atLeast: 1);
    }

    private void CopySession(int number)
    {
        var session = _index.Sessions[number];
        _newNumbers[number] = -1;
        if (session.Uses == 0) return;
        _newNumbers[number] = _sessions.Count;
        _sessions.TryAdd(session);
        SessionCodec.Write(_buffer, session.Session, session.Base);
    }

    private ItemState Renumber(ItemState state) => state with
    {
        Last = state.Last with { Session = _newNumbers[state.Last.Session] },
        Good = state.Good is { } good ? good with { Session = _newNumbers[good.Session] } : null,
    };

    private void Write(SafeFileHandle target, int atLeast)
    {
        if (_buffer.Count < atLeast) return;
        RandomAccess.Write(target, _buffer.Written.Span, _written);
        _written += _buffer.Count;
        _buffer.Clear();
    }
}
