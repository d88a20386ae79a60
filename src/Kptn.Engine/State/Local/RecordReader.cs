using System.Buffers.Binary;
using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local;

/// <summary>Reads what <see cref="RecordBuffer"/> wrote. Reading past the end or nonsense sets <see cref="Bad"/> and never throws.</summary>
internal struct RecordReader
{
    private readonly byte[] _bytes;
    private readonly int _end;
    private int _at;

    public RecordReader(byte[] bytes, int at, int end)
    {
        _bytes = bytes;
        _at = at;
        _end = end;
    }

    public bool Bad { get; private set; }

    public readonly int At => _at;

    public readonly int Left => _end - _at;

    /// <summary>Reads the same record from another place.</summary>
    public readonly RecordReader From(int at) => new(_bytes, at, _end);

    public byte Byte()
    {
        if (_at < _end) return _bytes[_at++];
        Spoil();
        return 0;
    }

    public ulong UInt64()
    {
        var at = _at;
        Skip(sizeof(ulong));
        return Bad ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && _at < _end; shift += 7)
        {
            var one = _bytes[_at++];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80) return value;
        }

        Spoil();
        return 0;
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int()
    {
        var value = Signed();
        if (value == (int)value) return (int)value;
        Spoil();
        return 0;
    }

    public DateTimeOffset Time()
    {
        var ticks = Unsigned();
        if (ticks <= (ulong)DateTime.MaxValue.Ticks) return new DateTimeOffset((long)ticks, TimeSpan.Zero);
        Spoil();
        return default;
    }

    /// <summary>Reads the number of a thing among others.</summary>
    /// <param name="count">How many there are.</param>
    public int Number(int count)
    {
        var number = Unsigned();
        if (number < (ulong)count) return (int)number;
        Spoil();
        return 0;
    }

    /// <summary>Reads how many things follow, each of which takes at least one byte.</summary>
    public int Count()
    {
        var count = Unsigned();
        if (count <= (ulong)Left) return (int)count;
        Spoil();
        return 0;
    }

    public Slice Slice()
    {
        var length = Count();
        var slice = new Slice(_at, length);
        _at += length;
        return slice;
    }

    public readonly ReadOnlySpan<byte> Span(Slice slice) => _bytes.AsSpan(slice.Offset, slice.Length);

    public string Text()
    {
        var slice = Slice();
        return slice.Length == 0 ? "" : Encoding.UTF8.GetString(_bytes, slice.Offset, slice.Length);
    }

    public string Text(Utf8Pool pool) => pool.Text(Slice());

    public Hash256 Hash()
    {
        var at = _at;
        Skip(Hash256.Size);
        return Bad ? default : Hash256.Read(_bytes.AsSpan(at));
    }

    public void Skip(int count)
    {
        if (count <= Left) _at += count;
        else Spoil();
    }

    public void Spoil()
    {
        Bad = true;
        _at = _end;
    }
}
