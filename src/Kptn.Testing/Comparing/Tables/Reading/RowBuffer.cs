namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>The cells of one row, as parts of the reader's buffer or, where they had to be rewritten, of a buffer beside it.</summary>
internal sealed class RowBuffer
{
    private Slot[] _slots = new Slot[32];
    private byte[] _rewritten = new byte[256];
    private int _rewrittenLength;

    /// <summary>The buffer that cells are parts of.</summary>
    public byte[] Data { get; set; } = [];

    /// <summary>How many cells there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many cells are written there, where some were joined.</summary>
    public int Written { get; set; }

    /// <summary>A cell; nothing where the row has none there.</summary>
    public Cell this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) return default;
            ref var slot = ref _slots[index];
            return new Cell((slot.IsRewritten ? _rewritten : Data).AsSpan(slot.Start, slot.Length), slot.Kind);
        }
    }

    /// <summary>Forgets all cells.</summary>
    public void Clear() => (Count, _rewrittenLength) = (0, 0);

    /// <summary>Adds a part of <see cref="Data"/>.</summary>
    public void Add(int start, int length, CellKind kind) => Push(new Slot(start, length, kind, false));

    /// <summary>Adds a cell with content of its own.</summary>
    public void AddRewritten(ReadOnlySpan<byte> text, CellKind kind) => Push(new Slot(Keep(text), text.Length, kind, true));

    /// <summary>Puts other content into a cell.</summary>
    public void Rewrite(int index, ReadOnlySpan<byte> text) => _slots[index] = new Slot(Keep(text), text.Length, text.IsEmpty ? CellKind.Null : _slots[index].Kind, true);

    /// <summary>Makes one cell of the content between the start of a cell and an end; those behind it are dropped.</summary>
    public void JoinFrom(int index, int start, int end)
    {
        Count = index;
        Add(start, end - start, CellKind.Plain);
    }

    private void Push(Slot slot)
    {
        if (Count == _slots.Length) Array.Resize(ref _slots, Count * 2);
        _slots[Count++] = slot;
    }

    private int Keep(ReadOnlySpan<byte> text)
    {
        var start = _rewrittenLength;
        if (start + text.Length > _rewritten.Length) Array.Resize(ref _rewritten, Math.Max(_rewritten.Length * 2, start + text.Length));
        text.CopyTo(_rewritten.AsSpan(start));
        _rewrittenLength += text.Length;
        return start;
    }

    private readonly record struct Slot(int Start, int Length, CellKind Kind, bool IsRewritten);
}
