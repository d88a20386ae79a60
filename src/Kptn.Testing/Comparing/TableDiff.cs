namespace Kptn.Testing.Comparing;

/// <summary>What changed in a table.</summary>
public sealed record TableDiff : DiffDetail
{
    /// <summary>How rows found each other.</summary>
    public required RowMatching Matching { get; init; }

    /// <summary>The key columns: declared, or those that leftover rows were paired by.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Rows before, without the header.</summary>
    public required long OldRows { get; init; }

    /// <summary>Rows after, without the header.</summary>
    public required long NewRows { get; init; }

    /// <summary>Rows equal in all compared columns.</summary>
    public required long SameRows { get; init; }

    /// <summary>Rows with at least one changed cell.</summary>
    public required long ChangedRows { get; init; }

    /// <summary>Rows that are new.</summary>
    public required long AddedRows { get; init; }

    /// <summary>Rows that are gone.</summary>
    public required long RemovedRows { get; init; }

    /// <summary>Changed cells in all.</summary>
    public required long ChangedCells { get; init; }

    /// <summary>Whether rows that are in both stand in another order.</summary>
    public bool IsReordered { get; init; }

    /// <summary>How few rows would have to move to get the old order back; 0 where the order is the same.</summary>
    public long MovedRows { get; init; }

    /// <summary>Whether the order of rows counts.</summary>
    public bool OrderCounts { get; init; }

    /// <summary>All columns: those of the new table in its order, with the removed ones where they stood.</summary>
    public IReadOnlyList<ColumnDiff> Columns { get; init; } = [];

    /// <summary>Some changed rows, the largest movements first.</summary>
    public IReadOnlyList<RowChange> ChangedSamples { get; init; } = [];

    /// <summary>Some added rows.</summary>
    public IReadOnlyList<TableRow> AddedSamples { get; init; } = [];

    /// <summary>Some removed rows.</summary>
    public IReadOnlyList<TableRow> RemovedSamples { get; init; } = [];

    /// <summary>Some keys that stand more than once, or that are empty.</summary>
    public IReadOnlyList<RepeatedKey> RepeatedKeys { get; init; } = [];

    /// <summary>Some rows with other than the header's number of cells.</summary>
    public IReadOnlyList<RaggedRow> RaggedRows { get; init; } = [];

    /// <summary>Whether columns were added, removed, renamed, retyped or reordered.</summary>
    public bool HasSchemaChange => Columns.Any(column => column.Change != ColumnChange.None);
}
