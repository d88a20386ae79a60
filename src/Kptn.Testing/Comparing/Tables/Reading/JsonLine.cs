namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Finds lines in a window of a file.</summary>
internal sealed class JsonLine(FileWindow window)
{
    private int _position;

    /// <summary>The byte that the line begins at.</summary>
    public long Offset { get; private set; }

    /// <summary>The line's place in the window's data.</summary>
    public Range Range { get; private set; }

    /// <summary>Goes to the next line that is not blank.</summary>
    public bool Next()
    {
        while (TryNext())
        {
            var line = window.Data.AsSpan(Range);
            if (line.ContainsAnyExcept(" \t\r"u8)) return true;
        }

        return false;
    }

    /// <summary>Goes on at a line.</summary>
    public void Seek(long offset) => _position = window.Jump(offset);

    private bool TryNext()
    {
        while (true)
        {
            var rest = window.Data.AsSpan(_position, window.End - _position);
            var length = rest.IndexOf((byte)'\n');
            if (length >= 0 || (window.IsLast && !rest.IsEmpty))
            {
                var start = _position;
                if (length < 0) length = rest.Length;
                Offset = window.OffsetOf(start);
                _position = Math.Min(start + length + 1, window.End);
                if (Offset == 0 && rest.StartsWith("\uFEFF"u8)) (start, length) = (start + 3, length - 3);
                Range = start..(start + length);
                return true;
            }

            if (window.IsLast) return false;
            window.Advance(_position);
            _position = 0;
        }
    }
}
