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

    /// <summary>The tolerance of a column or path.</summary>
    internal ToleranceAmount Of(string name, string? oldName, bool isRounded)
    {
        foreach (var column in Columns)
        {
            if (Wildcards.Fits(column.Column, name) || (oldName is not null && Wildcards.Fits(column.Column, oldName))) return column.Amount;
        }

        return All ?? (isRounded ? ToleranceAmount.Rounding : ToleranceAmount.Exact);
    }
}
