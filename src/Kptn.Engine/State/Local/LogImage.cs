using System.Buffers.Binary;
using System.Text;

namespace Kptn.Engine.State.Local;

/// <summary>A log as read: where its good records end, and where the newest state of each task stands.</summary>
internal sealed class LogImage
{
    private readonly byte[] _bytes;
    private readonly Utf8Index _tasks;
    private TaskSlot[] _slots = new TaskSlot[128];

    private LogImage(byte[] bytes)
    {
        _bytes = bytes;
        _tasks = new Utf8Index(bytes);
    }

    /// <summary>Whose log it is; <see langword="null"/> where there is none or its header is damaged.</summary>
    public StateKey? Key { get; private set; }

    /// <summary>Where the good records end; zero where the header is damaged.</summary>
    public int End { get; private set; }

    /// <summary>What lies behind <see cref="End"/>.</summary>
    public LogDamage Damage { get; private set; }

    public ReadOnlySpan<TaskSlot> Slots => _slots.AsSpan(0, _tasks.Count);

    /// <summary>Reads the log of a key.</summary>
    /// <exception cref="StateFormatException">A newer kptn wrote it, or it is another key's.</exception>
    public static LogImage ReadOf(StateKey key, string path)
    {
        var image = Read(path);
        if (image.Key is null || (StoredText.Same(image.Key.StorageKey, key.StorageKey) && StoredText.Same(image.Key.Namespace, key.Namespace))) return image;
        throw new StateFormatException(path, $"it is the state of '{image.Key.StorageKey}' / '{image.Key.Namespace}', not of '{key.StorageKey}' / '{key.Namespace}'");
    }

    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    public static LogImage Read(string path)
    {
        var image = new LogImage(LogFile.Read(path));
        image.Key = LogHeader.Read(image._bytes, path, out var end);
        image.End = end;
        if (image.Key is not null) image.Scan();
        image.Damage = LogTail.Judge(image._bytes, image.End, image.Key is not null);
        return image;
    }

    /// <summary>Bytes that the live state takes as records.</summary>
    public long LiveSize()
    {
        var size = 0L;
        foreach (ref readonly var slot in Slots)
        {
            if (slot.IsLive) size += RecordBuffer.Prefix + 6 + slot.Name.Length + slot.Last.Length + slot.Good.Length;
        }

        return size;
    }

    /// <summary>Writes the newest state of each task as one record, as it stands.</summary>
    public void CopyLive(RecordBuffer target)
    {
        foreach (ref readonly var slot in Slots)
        {
            if (!slot.IsLive) continue;
            target.Begin();
            target.Byte((byte)((slot.Last.IsNone ? 0 : RecordFlags.Last) | (slot.Good.IsNone ? 0 : RecordFlags.Good)));
            target.Unsigned((ulong)slot.Name.Length);
            target.Bytes(Span(slot.Name));
            target.Bytes(Span(slot.Last));
            target.Bytes(Span(slot.Good));
            target.End();
        }
    }

    /// <summary>Decodes the newest state of each task.</summary>
    public Dictionary<string, TaskState> Decode()
    {
        var states = new Dictionary<string, TaskState>(_tasks.Count, StringComparer.Ordinal);
        var pool = new Utf8Pool(_bytes);
        foreach (ref readonly var slot in Slots)
        {
            if (!slot.IsLive) continue;
            var name = Encoding.UTF8.GetString(Span(slot.Name));
            states[name] = new TaskState(name, DecodeGood(slot.Good, pool), DecodeLast(slot.Last, pool));
        }

        return states;
    }

    /// <summary>Whether a whole good record starts at a place, and where the next one would.</summary>
    public static bool TryFrame(byte[] bytes, int at, out int payload, out int next)
    {
        (payload, next) = (at + RecordBuffer.Prefix, at);
        if (bytes.Length - at <= RecordBuffer.Prefix) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        if (length == 0 || length > bytes.Length - payload) return false;
        next = payload + (int)length;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4)) == Crc32C.Of(bytes.AsSpan(payload, (int)length));
    }

    private void Scan()
    {
        while (TryFrame(_bytes, End, out var payload, out var next) && Apply(payload, next)) End = next;
    }

    private bool Apply(int payload, int end)
    {
        var reader = new RecordReader(_bytes, payload, end);
        var flags = (RecordFlags)reader.Byte();
        if ((flags & ~RecordFlags.All) != 0) return false;
        var name = reader.Slice();
        var (last, good) = (Slice.None, Slice.None);
        if (flags.HasFlag(RecordFlags.Last))
        {
            var at = reader.At;
            TryCodec.Check(ref reader);
            last = new Slice(at, reader.At - at);
        }

        if (flags.HasFlag(RecordFlags.Good))
        {
            var at = reader.At;
            GoodRunCodec.Check(ref reader);
            good = new Slice(at, reader.At - at);
        }

        if (reader.Bad || reader.Left > 0) return false;
        Keep(name, flags, last, good);
        return true;
    }

    private void Keep(Slice name, RecordFlags flags, Slice last, Slice good)
    {
        var known = _tasks.Count;
        var id = _tasks.IdOf(name);
        if (id == _slots.Length) Array.Resize(ref _slots, _slots.Length * 2);
        ref var slot = ref _slots[id];
        if (id == known || flags == RecordFlags.Forget) slot = new TaskSlot(name, Slice.None, Slice.None);
        if (!last.IsNone) slot.Last = last;
        if (!good.IsNone) slot.Good = good;
    }

    private LastTry? DecodeLast(Slice slice, Utf8Pool pool)
    {
        if (slice.IsNone) return null;
        var reader = new RecordReader(_bytes, slice.Offset, slice.Offset + slice.Length);
        return TryCodec.Read(ref reader, pool);
    }

    private GoodRun? DecodeGood(Slice slice, Utf8Pool pool)
    {
        if (slice.IsNone) return null;
        var reader = new RecordReader(_bytes, slice.Offset, slice.Offset + slice.Length);
        return GoodRunCodec.Read(_bytes, ref reader, pool);
    }

    private ReadOnlySpan<byte> Span(Slice slice) => slice.IsNone ? [] : _bytes.AsSpan(slice.Offset, slice.Length);
}
