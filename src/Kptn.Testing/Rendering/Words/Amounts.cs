using System.Globalization;

namespace Kptn.Testing.Rendering.Words;

/// <summary>Numbers, sizes and durations in the form that people read.</summary>
internal static class Amounts
{
    private const int Significant = 6;

    /// <summary><c>12,403</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>12,403 rows</c>.</summary>
    public static string Count(long count, string word) => count == 1 ? $"1 {word}" : $"{Count(count)} {word}s";

    /// <summary>A number with as many digits as a person can use.</summary>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        if (!double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        if (size == 0) return "0";
        if (size is < 1e-4 or >= 1e15) return value.ToString("0.#####E+0", CultureInfo.InvariantCulture);
        var digits = Math.Clamp(Significant - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15);
        return Math.Round(value, digits).ToString("#,0.###############", CultureInfo.InvariantCulture);
    }

    /// <summary>A movement: <c>+5</c>, <c>-2</c>.</summary>
    public static string Signed(double value) => value > 0 ? "+" + Number(value) : Number(value);

    /// <summary>A part of a whole: <c>12%</c>, <c>0.02%</c>; never all or nothing where it is not.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole <= 0 || part <= 0) return "0%";
        if (part >= whole) return "100%";
        var percent = 100.0 * part / whole;
        return percent switch
        {
            < 0.01 => "<0.01%",
            < 1 => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%",
            > 99 => (Math.Floor(percent * 100) / 100).ToString("0.##", CultureInfo.InvariantCulture) + "%",
            _ => percent.ToString("0", CultureInfo.InvariantCulture) + "%",
        };
    }

    /// <summary>A duration.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0.9995 } => span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
        { TotalSeconds: < 59.95 } => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };
}
