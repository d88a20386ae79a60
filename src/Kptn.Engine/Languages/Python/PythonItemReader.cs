using System.Buffers.Binary;

namespace Kptn.Engine.Languages.Python;

/// <summary>Reads replies of a process that serves items.</summary>
/// <param name="stream">Where they come from.</param>
internal sealed class PythonItemReader(Stream stream)
{
    private const int Head = 44;
    private const int Longest = 1 << 20;
    private const byte Ended = 1;
    private const byte Flag = 1;
    private const byte Last = 2;
    private byte[] _buffer = new byte[1 << 14];
    private int _start;
    private int _end;

    /// <summary>Waits for the next reply; at the end, and where one is torn, there is none.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="InvalidDataException">It is no reply.</exception>
    public async ValueTask<PythonItemReply?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake() is { } reply) return reply;
            MakeRoom();
            try
            {
                var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
                if (count == 0) return null;
                _end += count;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                return null;
            }
        }
    }

    private PythonItemReply? TryTake()
    {
        if (_end - _start < sizeof(int)) return null;
        var length = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        if (length is < Head or > Longest) throw new InvalidDataException($"a reply of {length} bytes");
        if (_end - _start < length)
        {
            if (length > _buffer.Length) Array.Resize(ref _buffer, length * 2);
            return null;
        }

        var frame = _buffer.AsMemory(_start, length);
        _start += length;
        return Parse(frame.Span, frame[Head..]);
    }

    private static PythonItemReply Parse(ReadOnlySpan<byte> frame, ReadOnlyMemory<byte> content) => new(
        frame[4] == Ended,
        (frame[5] & Flag) != 0,
        (frame[5] & Last) != 0,
        BinaryPrimitives.ReadInt32LittleEndian(frame[8..]),
        DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64LittleEndian(frame[12..])),
        TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(frame[20..])),
        TimeSpan.FromTicks(BinaryPrimitives.ReadInt64LittleEndian(frame[28..])),
        BinaryPrimitives.ReadInt64LittleEndian(frame[36..]),
        content);

    private void MakeRoom()
    {
        if (_start == 0) return;
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        _end -= _start;
        _start = 0;
    }
}
