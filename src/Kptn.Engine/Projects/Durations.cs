using System.Buffers;
using System.Globalization;

namespace Kptn.Engine.Projects;

/// <summary>Durations as kptn.yaml writes them: <c>90</c> and <c>"90s"</c> are seconds, <c>1h30m</c> adds up.</summary>
internal static class Durations
{
    /// <summary>How to write one.</summary>
    public const string Expected = "seconds as a number, or text such as 500ms, 90s, 5m, 2h, 1d or 1h30m";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> DigitsOrBlank = SearchValues.Create("0123456789. ");
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>The duration, or <see langword="null"/> where it is none, is negative or is longer than ten years.</summary>
    /// <param name="value">A number of seconds or text.</param>
    public static TimeSpan? Parse(object? value) => value switch
    {
        long seconds => Of(seconds),
        double seconds => Of(seconds),
        string text => Parse(text.AsSpan().Trim()),
        _ => null,
    };

    private static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 60) return null;
        var total = 0.0;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept(Digits);
            var number = digits < 0 ? text : text[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
            text = text[number.Length..].TrimStart();
            var unit = text.IndexOfAny(DigitsOrBlank) is >= 0 and var end ? text[..end] : text;
            var seconds = unit switch { "" when total == 0 => 1, "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => double.NaN };
            total += amount * seconds;
            text = text[unit.Length..].TrimStart();
        }

        return Of(total);
    }

    private static TimeSpan? Of(double seconds)
        => seconds >= 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
