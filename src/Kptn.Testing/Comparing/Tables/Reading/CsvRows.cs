namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Reads CSV and its kin (RFC 4180, read kindly): quotes in the middle of a cell are text, lines end with LF or CR LF.</summary>
internal sealed partial class CsvRows : IRowReader
{
    private readonly FileWindow _window;
    private readonly CellEnds _ends;
    private readonly byte _delimiter;
    private readonly long _firstRow;
    private readonly bool _hasMark;
    private readonly IReadOnlyList<string> _repeated = [];
    private readonly int _width;
    private readonly int _wanted = int.MaxValue;
    private int _position;
    private bool _hasCarriageReturns;
    private long? _openQuote;

    /// <param name="path">The file.</param>
    /// <param name="delimiter">What stands between cells.</param>
    /// <param name="cells">How many cells of a row are wanted. With fewer than there are, each row has to be sought.</param>
    public CsvRows(string path, byte delimiter, int cells = int.MaxValue)
    {
        _delimiter = delimiter;
        _ends = new CellEnds(delimiter);
        _window = new FileWindow(path);
        try
        {
            _window.Advance(0);
            _hasMark = _window.Data.AsSpan(0, _window.End).StartsWith("\uFEFF"u8);
            _position = _hasMark ? 3 : 0;
            while (ReadRow() && IsBlank)
            {
            }

            Columns = ColumnNames.Of(Row, out _repeated);
            (_width, _wanted) = (Columns.Count, cells);
            _firstRow = _window.OffsetOf(_position);
        }
        catch
        {
            _window.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; } = [];

    public RowBuffer Row { get; } = new();

    public long Offset { get; private set; }

    public TableTraits Traits => new()
    {
        HasMark = _hasMark,
        HasCarriageReturns = _hasCarriageReturns,
        Delimiter = _delimiter,
        RepeatedNames = _repeated,
        OpenQuote = _openQuote,
    };

    // A line without anything is no row, but where there is one column only it may be an empty cell.
    private bool IsBlank => Row.Count == 1 && Row[0].IsNull && _width != 1;

    public bool Read()
    {
        while (ReadRow())
        {
            if (!IsBlank) return true;
        }

        return false;
    }

    public void Seek(long offset)
    {
        _position = _window.Jump(Math.Max(offset, _firstRow));
        if (_window.End == 0) _ends.Forget();
    }

    public void Dispose() => _window.Dispose();

    private bool ReadRow()
    {
        while (_position >= _window.End || !TryParse())
        {
            if (_window.IsLast) return false;
            _window.Advance(_position);
            _position = 0;
            _ends.Forget();
        }

        return true;
    }
}
