using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Kptn.Engine.Languages.Python;

/// <summary>Reads JSON lines.</summary>
/// <param name="stream">Where they come from.</param>
internal sealed class PythonEventReader(Stream stream)
{
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Waits for the next line; at the end there is none. A message can be read until the next one is asked for.</summary>
    public bool TryRead([NotNullWhen(true)] out JsonDocument? message)
    {
        var searched = _start;
        while (true)
        {
            var found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                message = JsonDocument.Parse(_buffer.AsMemory(_start, searched + found - _start));
                _start = searched + found + 1;
                return true;
            }

            searched = MakeRoom();
            var count = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += count;
            if (count > 0) continue;
            message = null;
            return false;
        }
    }

    private int MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        return _end;
    }
}
