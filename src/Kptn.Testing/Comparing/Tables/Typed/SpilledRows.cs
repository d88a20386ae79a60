using System.Buffers.Binary;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Reads rows that <see cref="SpillWriter"/> wrote.</summary>
internal sealed class SpilledRows(string path, IReadOnlyList<string> columns) : IRowReader
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
    private readonly byte[] _head = new byte[SpillWriter.Head];
    private byte[] _row = new byte[1 << 12];
    private long _next;

    public IReadOnlyList<string> Columns { get; } = columns;

    public RowBuffer Row { get; } = new();

    public long Offset { get; private set; }

    public TableTraits Traits { get; } = new();

    /// <summary>The line of the row that was read last.</summary>
    public long Line { get; private set; }

    public bool Read()
    {
        Offset = _next;
        if (_file.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false) < _head.Length) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_head);
        Line = BinaryPrimitives.ReadInt64LittleEndian(_head.AsSpan(4));
        if (length > _row.Length) _row = new byte[Math.Max(length, _row.Length * 2)];
        _file.ReadExactly(_row, 0, length);
        _next = Offset + SpillWriter.Head + length;
        Row.Clear();
        Row.Data = _row;
        for (var at = 0; at < length;)
        {
            var (kind, count) = ((CellKind)_row[at], BinaryPrimitives.ReadInt32LittleEndian(_row.AsSpan(at + 1)));
            Row.Add(at + SpillWriter.CellHead, count, kind);
            at += SpillWriter.CellHead + count;
        }

        Row.Written = Row.Count;
        return true;
    }

    public void Seek(long offset)
    {
        _next = offset;
        _file.Seek(offset, SeekOrigin.Begin);
    }

    public void Dispose() => _file.Dispose();
}
