using System.Buffers;
using System.Text.Json;
using Kptn.Testing.Comparing.Json;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Reads JSON lines: one object a line, its members the cells.</summary>
internal sealed class JsonLinesRows : IRowReader
{
    private readonly FileWindow _window;
    private readonly JsonLine _lines;
    private readonly MemberNames _names;
    private readonly (int Start, int Length, CellKind Kind, bool IsRewritten)[] _cells;
    private readonly ArrayBufferWriter<byte> _rewritten = new();

    public JsonLinesRows(string path, IReadOnlyList<string> columns)
    {
        Columns = columns;
        _window = new FileWindow(path);
        _lines = new JsonLine(_window);
        _names = new MemberNames(columns);
        _cells = new (int, int, CellKind, bool)[columns.Count];
    }

    public IReadOnlyList<string> Columns { get; }

    public RowBuffer Row { get; } = new();

    public long Offset => _lines.Offset;

    public TableTraits Traits { get; } = new();

    public bool Read()
    {
        if (!_lines.Next()) return false;
        Array.Clear(_cells);
        _rewritten.ResetWrittenCount();
        _names.Restart();
        var start = _lines.Range.Start.Value;
        var reader = new Utf8JsonReader(_window.Data.AsSpan(_lines.Range));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = _names.IndexOf(ref reader);
            reader.Read();
            ReadValue(ref reader, start, index);
        }

        Fill();
        return true;
    }

    public void Seek(long offset) => _lines.Seek(offset);

    public void Dispose() => _window.Dispose();

    private void ReadValue(ref Utf8JsonReader reader, int start, int index)
    {
        var at = start + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                _cells[index] = default;
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                var from = _rewritten.WrittenCount;
                var length = reader.CopyString(_rewritten.GetSpan(reader.ValueSpan.Length));
                _rewritten.Advance(length);
                _cells[index] = (from, length, CellKind.String, true);
                break;
            case JsonTokenType.String:
                _cells[index] = (at + 1, reader.ValueSpan.Length, CellKind.String, false);
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var written = _rewritten.WrittenCount;
                CanonicalJson.Write(ref reader, _rewritten);
                _cells[index] = (written, _rewritten.WrittenCount - written, CellKind.Json, true);
                break;
            default:
                _cells[index] = (at, reader.ValueSpan.Length, CellKind.Plain, false);
                break;
        }
    }

    private void Fill()
    {
        Row.Data = _window.Data;
        Row.Clear();
        Row.Written = Columns.Count;
        foreach (var (start, length, kind, isRewritten) in _cells)
        {
            if (isRewritten) Row.AddRewritten(_rewritten.WrittenSpan.Slice(start, length), kind);
            else Row.Add(start, length, kind);
        }
    }
}
