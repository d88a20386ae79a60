using System.Buffers.Binary;
using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local;

/// <summary>
/// Bytes on their way to a log. A record is its payload's length (u32), the payload's CRC-32C (u32), both little-endian, and the payload.
/// </summary>
internal sealed class RecordBuffer
{
    public const int Prefix = 8;
    private byte[] _bytes;
    private int _start;

    public RecordBuffer(int capacity = 1 << 14) => _bytes = new byte[capacity];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    /// <summary>Reads the payload of a record that starts at zero, to take it as a reader of the file would.</summary>
    public RecordReader Payload() => new(_bytes, Prefix, Count);

    public void Clear()
    {
        const int Keep = 1 << 20;
        if (_bytes.Length > Keep) _bytes = new byte[Keep];
        Count = 0;
    }

    public void Begin()
    {
        _start = Count;
        Reserve(Prefix);
        Count += Prefix;
    }

    public void End()
    {
        var payload = _bytes.AsSpan(_start + Prefix, Count - _start - Prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_start), (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_start + 4), Crc32C.Of(payload));
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[Count++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(Count));
        Count += value.Length;
    }

    public void UInt32(uint value)
    {
        Reserve(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(Count), value);
        Count += sizeof(uint);
    }

    public void UInt64(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(Count), value);
        Count += sizeof(ulong);
    }

    public void Unsigned(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Count++] = (byte)value;
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Time(DateTimeOffset value) => Unsigned((ulong)value.UtcTicks);

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)length);
        Reserve(length);
        Count += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(Count));
    }

    public void Hash(Hash256 value)
    {
        Reserve(Hash256.Size);
        value.Write(_bytes.AsSpan(Count));
        Count += Hash256.Size;
    }

    private void Reserve(int more)
    {
        var needed = checked(Count + more);
        if (needed > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
    }
}
