using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Scanning;

/// <summary>Reads rows of a scanned table again, by number; cheapest in their order.</summary>
internal sealed class RowAccess(TableSource source, BigList<long> offsets) : IDisposable
{
    private readonly IRowReader _rows = source.Open();
    private int _current = -2;

    /// <summary>The row with a number, until the next one is read.</summary>
    public RowBuffer this[int row]
    {
        get
        {
            if (row == _current) return _rows.Row;
            if (row != _current + 1) _rows.Seek(offsets[row]);
            if (!_rows.Read() || _rows.Offset != offsets[row]) throw new IOException($"'{source.Path}' was changed while it was compared");
            _current = row;
            return _rows.Row;
        }
    }

    public void Dispose() => _rows.Dispose();
}
