using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>Walks the tokens of a JSON file with a buffer that grows only to the largest token.</summary>
internal sealed class JsonFileBuffer(Stream stream, int size) : IDisposable
{
    private byte[] _bytes = new byte[Math.Max(1, size)];
    private int _start;
    private int _end;
    private long _before;
    private bool _isWhole;
    private JsonReaderState _state;

    /// <summary>How large the buffer is by now.</summary>
    public int Size => _bytes.Length;

    /// <summary>Whether the file ended. A reader asks for more only while what it saw is right so far, so what is wrong then is that there is no more.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>Whether the file ended and has nothing more in it.</summary>
    public bool IsBlank => _isWhole && !_bytes.AsSpan(_start, _end - _start).ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>A reader that goes on where the last one stopped.</summary>
    public Utf8JsonReader Open() => new(_bytes.AsSpan(_start, _end - _start), _isWhole, _state);

    /// <summary>Remembers where a reader stopped.</summary>
    public void Close(ref Utf8JsonReader json)
    {
        var consumed = (int)json.BytesConsumed;
        _start += consumed;
        _before += consumed;
        _state = json.CurrentState;
    }

    /// <summary>Where a reader stands in the file, in bytes.</summary>
    public long Position(ref Utf8JsonReader json) => _before + json.BytesConsumed;

    /// <summary>Reads a token, with as much more of the file as that takes.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Read(ref Utf8JsonReader json)
    {
        while (!json.Read())
        {
            if (_isWhole) return false;
            Close(ref json);
            Fill();
            json = Open();
        }

        return true;
    }

    public void Dispose() => stream.Dispose();

    private void Fill()
    {
        var rest = _end - _start;
        if (rest == _bytes.Length)
        {
            if (rest == Array.MaxLength) throw new ItemListException($"the list has one value of over {rest:N0} bytes; an item must be smaller");
            var larger = new byte[(int)Math.Min(rest * 2L, Array.MaxLength)];
            _bytes.AsSpan(_start, rest).CopyTo(larger);
            _bytes = larger;
        }
        else if (_start > 0)
        {
            _bytes.AsSpan(_start, rest).CopyTo(_bytes);
        }

        (_start, _end) = (0, rest);
        var count = stream.Read(_bytes, rest, _bytes.Length - rest);
        if (count == 0) _isWhole = true;
        else _end += count;
    }
}
