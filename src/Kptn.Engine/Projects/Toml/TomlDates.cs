namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads dates and times by RFC 3339, as TOML narrows it.</summary>
internal static class TomlDates
{
    private const int DateLength = 10;
    private const string Form = "a date is YYYY-MM-DD, a time HH:MM:SS, both with 'T' or a space between, then 'Z' or +HH:MM or nothing";
    private static readonly int[] Days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>Whether it is digits in the form of a date, whatever they say.</summary>
    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == DateLength && text[4] == '-' && text[7] == '-' && Number(text, 0, 4) >= 0 && Number(text, 5, 2) >= 0 && Number(text, 8, 2) >= 0;

    /// <summary>Whether a word that starts so was meant as a date or time: digits, then '-' or ':'.</summary>
    public static bool LooksLikeDate(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        return digits > 0 && digits < text.Length && text[digits] is '-' or ':';
    }

    /// <summary>A <see cref="TomlDate"/>, <see cref="TomlTime"/> or <see cref="TomlDateTime"/>, or <see langword="null"/> with the problem.</summary>
    public static object? Parse(ReadOnlySpan<char> text, out string problem)
    {
        problem = Form;
        if (text.Length > 2 && text[2] == ':') return Time(text, ref problem, out var length) is { } time && length == text.Length ? time : null;
        if (text.Length < DateLength || Date(text[..DateLength], ref problem) is not { } date) return null;
        if (text.Length == DateLength) return date;
        if (text[DateLength] is not ('T' or 't' or ' ')) return null;
        var rest = text[(DateLength + 1)..];
        if (Time(rest, ref problem, out var end) is not { } timeOfDay) return null;
        rest = rest[end..];
        if (rest.Length == 0) return new TomlDateTime(date, timeOfDay, null);
        return Offset(rest, ref problem) is { } offset ? new TomlDateTime(date, timeOfDay, offset) : null;
    }

    private static TomlDate? Date(ReadOnlySpan<char> text, ref string problem)
    {
        if (!IsDate(text)) return null;
        var (year, month, day) = (Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));
        if (month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(year, month)) return new TomlDate(year, month, day);
        problem = "there is no such day";
        return null;
    }

    private static TomlTime? Time(ReadOnlySpan<char> text, ref string problem, out int end)
    {
        end = 8;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return null;
        var (hour, minute, second) = (Number(text, 0, 2), Number(text, 3, 2), Number(text, 6, 2));
        if (hour < 0 || minute < 0 || second < 0) return null;
        var nanosecond = 0;
        if (text.Length > 8 && text[8] == '.')
        {
            end = 9;
            for (var unit = 100_000_000; end < text.Length && char.IsAsciiDigit(text[end]); end++, unit /= 10) nanosecond += (text[end] - '0') * unit;
            if (end == 9) return null;
        }

        if (hour <= 23 && minute <= 59 && second <= 60) return new TomlTime(hour, minute, second, nanosecond);
        problem = "there is no such time";
        return null;
    }

    private static int? Offset(ReadOnlySpan<char> text, ref string problem)
    {
        if (text is "Z" or "z") return 0;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return null;
        var (hours, minutes) = (Number(text, 1, 2), Number(text, 4, 2));
        if (hours < 0 || minutes < 0) return null;
        if (hours <= 23 && minutes <= 59) return (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        problem = "there is no such offset";
        return null;
    }

    private static int DaysIn(int year, int month) => month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : Days[month - 1];

    private static int Number(ReadOnlySpan<char> text, int start, int length)
    {
        var value = 0;
        foreach (var c in text.Slice(start, length))
        {
            if (!char.IsAsciiDigit(c)) return -1;
            value = (value * 10) + (c - '0');
        }

        return value;
    }
}
