namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>One cell of the row that was read last; gone with the next one.</summary>
internal readonly ref struct Cell(ReadOnlySpan<byte> text, CellKind kind)
{
    /// <summary>Its content in UTF-8, unquoted.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>What it says of its own type.</summary>
    public CellKind Kind { get; } = kind;

    /// <summary>Whether nothing is there.</summary>
    public bool IsNull => Kind == CellKind.Null;

    /// <summary>Whether both are written alike.</summary>
    public bool IsWrittenAs(Cell other) => Kind == other.Kind && Text.SequenceEqual(other.Text);
}
