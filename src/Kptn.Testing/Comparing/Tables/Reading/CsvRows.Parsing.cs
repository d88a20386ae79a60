namespace Kptn.Testing.Comparing.Tables.Reading;

internal sealed partial class CsvRows
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private byte[] _scratch = [];

    /// <summary>Parses the row at the position and moves behind it; nothing happens where its end is not in the window yet.</summary>
    private bool TryParse()
    {
        var text = _window.Data.AsSpan(0, _window.End);
        var (row, at, surplus) = (Row, _position, -1);
        row.Data = _window.Data;
        row.Clear();
        while (true)
        {
            if (row.Count == _width) surplus = at;
            if (at < text.Length && text[at] == Quote)
            {
                if (!TryParseQuoted(text, ref at)) return false;
            }
            else
            {
                if (!TryFindEnd(text, at, out var end)) return false;
                var length = Length(text, at, end);
                row.Add(at, length, length == 0 ? CellKind.Null : CellKind.Plain);
                at = end;
            }

            if (at >= text.Length || text[at] == LineFeed || row.Count == _wanted) break;
            at++;
        }

        Offset = _window.OffsetOf(_position);
        _position = Math.Min(at + 1, text.Length);
        row.Written = row.Count;
        // Cells beyond the header are compared as one.
        if (row.Count > _width && _width > 0) row.JoinFrom(_width, surplus, surplus + Length(text, surplus, at));
        return true;
    }

    private bool TryFindEnd(ReadOnlySpan<byte> text, int at, out int end)
    {
        end = _ends.From(text, at);
        if (end >= 0) return true;
        end = text.Length;
        return _window.IsLast;
    }

    private int Length(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end == start || text[end - 1] != CarriageReturn || (end < text.Length && text[end] != LineFeed)) return end - start;
        _hasCarriageReturns = true;
        return end - start - 1;
    }

    private bool TryParseQuoted(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at + 1;
        var close = start;
        var isPlain = true;
        while (true)
        {
            var next = text[close..].IndexOf(Quote);
            if (next < 0 && !_window.IsLast) return false;
            if (next < 0) _openQuote ??= _window.OffsetOf(at);
            close = next < 0 ? text.Length : close + next;
            if (close + 1 >= text.Length && !_window.IsLast) return false;
            if (close + 1 >= text.Length || text[close + 1] != Quote) break;
            isPlain = false;
            close += 2;
        }

        var rest = Math.Min(close + 1, text.Length);
        if (!TryFindEnd(text, rest, out var end)) return false;
        var surplus = text.Slice(rest, Length(text, rest, end));
        var content = text[start..close];
        if (!surplus.IsEmpty || !isPlain || content.Contains(CarriageReturn)) AddUnquoted(content, surplus);
        else Row.Add(start, content.Length, content.IsEmpty ? CellKind.Null : CellKind.Plain);
        at = end;
        return true;
    }

    /// <summary>Adds a cell with its doubled quotes halved and its line ends made LF.</summary>
    private void AddUnquoted(ReadOnlySpan<byte> content, ReadOnlySpan<byte> surplus)
    {
        var length = 0;
        if (_scratch.Length < content.Length + surplus.Length) _scratch = new byte[(content.Length + surplus.Length) * 2];
        for (var i = 0; i < content.Length; i++)
        {
            var isSkipped = content[i] == CarriageReturn && i + 1 < content.Length && content[i + 1] == LineFeed;
            if (isSkipped) continue;
            _scratch[length++] = content[i];
            if (content[i] == Quote) i++;
        }

        surplus.CopyTo(_scratch.AsSpan(length));
        length += surplus.Length;
        Row.AddRewritten(_scratch.AsSpan(0, length), length == 0 ? CellKind.Null : CellKind.Plain);
    }
}
