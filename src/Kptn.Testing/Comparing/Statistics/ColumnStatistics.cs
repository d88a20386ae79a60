namespace Kptn.Testing.Comparing.Statistics;

/// <summary>A whole column in a few numbers.</summary>
public sealed record ColumnStatistics
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Cells that are empty.</summary>
    public required long Nulls { get; init; }

    /// <summary>Different values, empty ones aside.</summary>
    public required long Distinct { get; init; }

    /// <summary>Whether <see cref="Distinct"/> is exact; above a limit it is within a few percent.</summary>
    public bool IsDistinctExact { get; init; } = true;

    /// <summary>The least value as written; <see langword="null"/> where there is none.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value as written; <see langword="null"/> where there is none.</summary>
    public string? Max { get; init; }

    /// <summary>The mean of its numbers; <see langword="null"/> where it is no column of numbers.</summary>
    public double? Mean { get; init; }
}
