using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Reads the records of a file one by one, with a buffer that grows only for a record that is larger.</summary>
internal sealed class RecordStream
{
    private const int Usual = 1 << 18;
    private readonly SafeFileHandle _handle;
    private readonly long _length;
    private byte[] _buffer = new byte[Usual];
    private long _start;
    private int _filled;
    private int _at;

    /// <param name="handle">The file.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="length">Where the file counts as ended.</param>
    public RecordStream(SafeFileHandle handle, long start, long length) => (_handle, _start, _length) = (handle, start, length);

    /// <summary>Where the next record starts.</summary>
    public long At => _start + _at;

    /// <summary>Goes on to the next record.</summary>
    /// <param name="payload">Its payload; of use until the next call.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>Whether there is a whole one.</returns>
    public bool TryNext(out RecordReader payload, out RecordPlace place)
    {
        (payload, place) = (default, default);
        if (!Holds(RecordBuffer.Prefix)) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_at));
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_at + 4));
        var offset = At;
        if (length == 0 || length > _length - offset - RecordBuffer.Prefix || length > Array.MaxLength - RecordBuffer.Prefix) return false;

        // A length that is nonsense must not cost memory.
        if (length > Usual && !IsSound(offset + RecordBuffer.Prefix, length, checksum)) return false;
        var size = RecordBuffer.Prefix + (int)length;
        if (!Holds(size)) return false;
        var from = _at + RecordBuffer.Prefix;
        if (Crc32C.Of(_buffer.AsSpan(from, (int)length)) != checksum) return false;
        payload = new RecordReader(_buffer, from, from + (int)length);
        place = new RecordPlace(offset, size);
        _at += size;
        return true;
    }

    private bool Holds(int count) => _filled - _at >= count || Fill(count);

    private bool Fill(int count)
    {
        var rest = _buffer.AsSpan(_at, _filled - _at);
        var target = Math.Max(count, Usual) == _buffer.Length ? _buffer : new byte[Math.Max(count, Usual)];
        rest.CopyTo(target);
        (_start, _filled, _at, _buffer) = (_start + _at, rest.Length, 0, target);
        var most = (int)Math.Min(target.Length, _length - _start);
        if (most > _filled) _filled += FileBytes.Read(_handle, target.AsSpan(_filled, most - _filled), _start + _filled);
        return _filled >= count;
    }

    private bool IsSound(long offset, long length, uint checksum)
    {
        var part = new byte[Usual];
        var crc = Crc32C.Start;
        while (length > 0)
        {
            var count = FileBytes.Read(_handle, part.AsSpan(0, (int)Math.Min(length, part.Length)), offset);
            if (count == 0) return false;
            crc = Crc32C.Add(crc, part.AsSpan(0, count));
            (offset, length) = (offset + count, length - count);
        }

        return Crc32C.End(crc) == checksum;
    }
}
