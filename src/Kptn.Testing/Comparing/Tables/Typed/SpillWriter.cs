using System.Buffers.Binary;
using System.Text;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Writes rows to a file from which <see cref="SpilledRows"/> reads them.</summary>
internal sealed class SpillWriter : IDisposable
{
    /// <summary>Bytes before a row's cells: how many they take, and the row's line.</summary>
    public const int Head = 12;

    /// <summary>Bytes before a cell's text: its kind, and how many follow.</summary>
    public const int CellHead = 5;

    private readonly FileStream _file;
    private byte[] _row = new byte[1 << 12];

    public SpillWriter(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    /// <summary>How many rows were written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a row.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="cells">Their texts.</param>
    public void Add(long line, IReadOnlyList<(TypedColumn Column, CellKind Kind)> columns, ReadOnlySpan<object?> cells)
    {
        var length = Head;
        for (var i = 0; i < cells.Length; i++)
        {
            var text = (string?)cells[i];
            Reserve(length + CellHead + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0));
            var count = text is null ? 0 : Encoding.UTF8.GetBytes(text, _row.AsSpan(length + CellHead));
            _row[length] = (byte)(text is null ? CellKind.Null : columns[i].Kind);
            BinaryPrimitives.WriteInt32LittleEndian(_row.AsSpan(length + 1), count);
            length += CellHead + count;
        }

        BinaryPrimitives.WriteInt32LittleEndian(_row, length - Head);
        BinaryPrimitives.WriteInt64LittleEndian(_row.AsSpan(4), line);
        _file.Write(_row, 0, length);
        Count++;
    }

    /// <summary>Writes what a query gives: the row's place and all columns as texts; empty ones as nothing, as CSV has it.</summary>
    public void AddAll(TypedWorkspace workspace, string query, IReadOnlyList<(TypedColumn Column, CellKind Kind)> columns)
    {
        var (result, error) = workspace.Connection.Stream(query);
        using (result)
        {
            foreach (var row in result?.Rows() ?? [])
            {
                for (var i = 1; i < row.Length; i++) row[i] = row[i] is "" ? null : row[i];
                Add((long)row[0]! + 1, columns, row.AsSpan(1));
            }

            error ??= result?.Error;
        }

        if (error is not null) throw TypedWorkspace.Failure(error);
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _file.SetLength(0);
        Count = 0;
    }

    public void Dispose() => _file.Dispose();

    private void Reserve(int length)
    {
        if (length > _row.Length) Array.Resize(ref _row, Math.Max(length, _row.Length * 2));
    }
}
