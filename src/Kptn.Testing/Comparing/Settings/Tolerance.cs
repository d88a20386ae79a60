namespace Kptn.Testing.Comparing.Settings;

/// <summary>How far numbers may differ and still be equal.</summary>
public sealed record Tolerance
{
    /// <summary>Exact, but for numbers that a double rounds.</summary>
    public static Tolerance Default { get; } = new();

    /// <summary>For all columns and paths; <see langword="null"/> where nothing is said: exact, but for numbers that a double rounds.</summary>
    public ToleranceAmount? All { get; init; }

    /// <summary>For some, by column or JSON path; <c>*</c> stands for any characters; the first that fits counts.</summary>
    public IReadOnlyList<ColumnTolerance> Columns { get; init; } = [];
}
