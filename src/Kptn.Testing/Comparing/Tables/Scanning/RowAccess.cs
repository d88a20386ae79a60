using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Scanning;

/// <summary>Reads rows of a scanned table again, by number; cheapest in their order.</summary>
internal sealed class RowAccess : IDisposable
{
    private readonly IRowReader _rows;
    private readonly ITableSource _source;
    private readonly BigList<long> _offsets;
    private readonly bool _areWhole;
    private int _current = -2;

    /// <param name="source">The table.</param>
    /// <param name="offsets">Where its rows begin.</param>
    /// <param name="cells">How many cells of a row are wanted; <see langword="null"/> for all.</param>
    public RowAccess(ITableSource source, BigList<long> offsets, int? cells = null)
    {
        (_source, _offsets, _areWhole) = (source, offsets, cells is null);
        _rows = cells is { } count ? source.Open(count) : source.Open();
    }

    /// <summary>The row with a number, until the next one is read.</summary>
    public RowBuffer this[int row]
    {
        get
        {
            if (row == _current) return _rows.Row;
            if (row != _current + 1 || !_areWhole) _rows.Seek(_offsets[row]);
            if (!_rows.Read() || _rows.Offset != _offsets[row]) throw new IOException($"'{_source.Path}' was changed while it was compared");
            _current = row;
            return _rows.Row;
        }
    }

    public void Dispose() => _rows.Dispose();
}
