using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Comparing;

/// <summary>A column, before and after.</summary>
public sealed record ColumnDiff
{
    /// <summary>Its name; the old one where it was removed.</summary>
    public required string Name { get; init; }

    /// <summary>The name before, where it was renamed.</summary>
    public string? OldName { get; init; }

    /// <summary>What happened to the column itself.</summary>
    public ColumnChange Change { get; init; }

    /// <summary>Its place before, from 0; <see langword="null"/> where it was added.</summary>
    public int? OldIndex { get; init; }

    /// <summary>Its place after, from 0; <see langword="null"/> where it was removed.</summary>
    public int? NewIndex { get; init; }

    /// <summary>What its values were; <see langword="null"/> where it was added, or where nobody needed to know.</summary>
    public ColumnType? OldType { get; init; }

    /// <summary>What its values are; <see langword="null"/> where it was removed, or where nobody needed to know.</summary>
    public ColumnType? NewType { get; init; }

    /// <summary>The type that it declared before, as DuckDB writes it, such as <c>DECIMAL(18,3)</c>; <see langword="null"/> where it was added, or where its file declares none.</summary>
    public string? OldDeclaredType { get; init; }

    /// <summary>The type that it declares after; <see langword="null"/> where it was removed, or where its file declares none.</summary>
    public string? NewDeclaredType { get; init; }

    /// <summary>Whether it is part of the key.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether the settings leave it out.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Cells that changed, in rows that are in both tables.</summary>
    public long ChangedCells { get; init; }

    /// <summary>Changed cells that were empty before.</summary>
    public long Filled { get; init; }

    /// <summary>Changed cells that are empty now.</summary>
    public long Emptied { get; init; }

    /// <summary>How far its numbers moved; <see langword="null"/> where no number became another.</summary>
    public NumberChange? Numbers { get; init; }

    /// <summary>The most frequent changes of a value into another, those that happened more than once.</summary>
    public IReadOnlyList<Transition> Transitions { get; init; } = [];

    /// <summary>Some changed cells.</summary>
    public IReadOnlyList<CellChange> Samples { get; init; } = [];

    /// <summary>The whole column before; <see langword="null"/> where it is equal, or the table is large.</summary>
    public ColumnStatistics? OldStatistics { get; init; }

    /// <summary>The whole column after; <see langword="null"/> where it is equal, or the table is large.</summary>
    public ColumnStatistics? NewStatistics { get; init; }
}
