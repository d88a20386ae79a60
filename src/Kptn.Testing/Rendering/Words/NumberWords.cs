using System.Globalization;
using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>Movements of single values.</summary>
internal static class NumberWords
{
    private static readonly ColumnType?[] Numeric = [ColumnType.Integer, ColumnType.Decimal, ColumnType.Float];

    /// <summary>How far a cell moved; empty where it is not a number before and after. Decimals are exact where they can be.</summary>
    public static string Movement(ColumnDiff column, string? old, string? now)
    {
        if (column.Numbers is null && !Numeric.Contains(column.NewType)) return "";
        if (Decimal(old) is { } oldDecimal && Decimal(now) is { } newDecimal) return Exact(oldDecimal, newDecimal);
        return Double(old) is { } oldNumber && Double(now) is { } newNumber ? Amounts.Signed(newNumber - oldNumber) : "";
    }

    private static string Exact(decimal old, decimal now)
    {
        try
        {
            return Amounts.Signed((double)(now - old));
        }
        catch (OverflowException)
        {
            return "";
        }
    }

    private static decimal? Decimal(string? text) =>
        text is { Length: < 28 } && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Double(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
