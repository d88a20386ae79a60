namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Reads CSV and its kin (RFC 4180, read kindly): quotes in the middle of a cell are text, lines end with LF or CR LF.</summary>
internal sealed partial class CsvRows : IRowReader
{
    private readonly FileWindow _window;
    private readonly byte _delimiter;
    private readonly long _firstRow;
    private readonly bool _hasMark;
    private readonly IReadOnlyList<string> _repeated = [];
    private readonly int _width;
    private int _position;
    private bool _hasCarriageReturns;
    private long? _openQuote;

    public CsvRows(string path, byte delimiter)
    {
        _delimiter = delimiter;
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
            _width = Columns.Count;
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

    public void Seek(long offset) => _position = _window.Jump(Math.Max(offset, _firstRow));

    public void Dispose() => _window.Dispose();

    private bool ReadRow()
    {
        while (_position >= _window.End || !TryParse())
        {
            if (_window.IsLast) return false;
            _window.Advance(_position);
            _position = 0;
        }

        return true;
    }
}
