using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Reads single records of an item file, and checks that they are what the index takes them for.</summary>
internal sealed class ItemRecords
{
    private readonly string _path;
    private readonly ItemIndex _index;
    private readonly Func<SafeFileHandle> _handle;

    /// <param name="path">The file, for messages.</param>
    /// <param name="index">What the file says.</param>
    /// <param name="handle">The file.</param>
    public ItemRecords(string path, ItemIndex index, Func<SafeFileHandle> handle) => (_path, _index, _handle) = (path, index, handle);

    /// <summary>Reads what is recorded of an item, dropped or not.</summary>
    /// <exception cref="StateFormatException">What is on disk cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ItemState Read(int number)
    {
        ItemEntry entry;
        lock (_index.Gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, _index.Items.Count);
            entry = _index.Items[number];
        }

        var state = ReadItem(entry, entry.Base).State;
        if (entry.GoodSession < 0) state = state with { Good = null };
        if (entry.IsMarked) return state with { Last = ReadMark(entry.Last) };
        return entry.Last == entry.Base ? state : state with { Last = ReadItem(entry, entry.Last).State.Last };
    }

    /// <summary>Reads the orphans, sorted by path.</summary>
    public List<OrphanOutput> Orphans()
    {
        lock (_index.Gate)
        {
            // Of items that were dropped at once, two may have had one path.
            var orphans = new SortedDictionary<string, OrphanOutput>(StringComparer.Ordinal);
            foreach (var place in _index.Orphans.Places)
            {
                foreach (var orphan in ReadOrphans(place).Where(orphan => _index.Orphans.IsAt(orphan.Path, place))) orphans[orphan.Path] = orphan;
            }

            return [.. orphans.Values];
        }
    }

    private IReadOnlyList<OrphanOutput> ReadOrphans(RecordPlace place)
    {
        var source = Open(place, out var kind);
        if (kind == ItemRecordKind.Item) return ItemCodec.Read(ref source, _index.Sessions).Lost;
        return kind == ItemRecordKind.Drop ? ItemNotes.ReadDrop(ref source) : throw Damaged(place);
    }

    private ItemRecord ReadItem(in ItemEntry entry, RecordPlace place)
    {
        var source = Open(place, out var kind);
        if (kind != ItemRecordKind.Item) throw Damaged(place);
        lock (_index.Gate)
        {
            var record = ItemCodec.Read(ref source, _index.Sessions);
            return source.Bad || record.Id != entry.Id ? throw Damaged(place) : record;
        }
    }

    private ItemTry ReadMark(RecordPlace place)
    {
        var source = Open(place, out var kind);
        if (kind != ItemRecordKind.Started) throw Damaged(place);
        lock (_index.Gate) return ItemNotes.ReadStarted(ref source, _index.Sessions);
    }

    private RecordReader Open(RecordPlace place, out ItemRecordKind kind)
    {
        var bytes = new byte[place.Length];
        try
        {
            var handle = _handle();
            if (FileBytes.Read(handle, bytes, place.Offset) < bytes.Length) throw Damaged(place);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (place.Length == RecordPlace.LongestKnown && length > bytes.Length - RecordBuffer.Prefix)
            {
                if (length > RandomAccess.GetLength(handle) - place.Offset - RecordBuffer.Prefix) throw Damaged(place);
                bytes = new byte[RecordBuffer.Prefix + length];
                if (FileBytes.Read(handle, bytes, place.Offset) < bytes.Length) throw Damaged(place);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("read the state file", _path, e);
        }

        if (!LogImage.TryFrame(bytes, 0, out var payload, out var next)) throw Damaged(place);
        var source = new RecordReader(bytes, payload, next);
        kind = (ItemRecordKind)source.Byte();
        return source;
    }

    private StateFormatException Damaged(RecordPlace place) =>
        new(_path, $"the record at byte {place.Offset} changed on disk since it was written; the next run sets aside what cannot be read");
}
