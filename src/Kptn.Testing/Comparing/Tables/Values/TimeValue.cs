namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>A day or an instant as ISO 8601 writes it, to the nanosecond.</summary>
/// <param name="Ticks">Since the year 1, in 100 ns; of UTC where it has a zone.</param>
/// <param name="Nanoseconds">Those beyond the ticks.</param>
/// <param name="HasZone">Whether it says its zone.</param>
/// <param name="IsDay">Whether it has no time of day.</param>
internal readonly record struct TimeValue(long Ticks, int Nanoseconds, bool HasZone, bool IsDay)
{
    private const int FractionDigits = 9;

    /// <summary>Whether both are the same time; a day is its midnight.</summary>
    public bool IsSame(TimeValue other) => Ticks == other.Ticks && Nanoseconds == other.Nanoseconds && HasZone == other.HasZone;

    /// <summary>Reads one: <c>2024-02-29</c>, <c>2024-02-29T12:30</c>, <c>2024-02-29 12:30:15.25+01:00</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimeValue value)
    {
        value = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var ticks = new DateTime(year, month, day).Ticks;
        if (text.Length == 10)
        {
            value = new TimeValue(ticks, 0, false, true);
            return true;
        }

        return text[10] is (byte)'T' or (byte)' ' or (byte)'t' && TryReadTime(text[11..], ticks, out value);
    }

    private static bool TryReadTime(ReadOnlySpan<byte> text, long ticks, out TimeValue value)
    {
        value = default;
        if (text.Length < 5 || text[2] != ':') return false;
        var (hour, minute, second, nanoseconds) = (Digits(text[..2]), Digits(text[3..5]), 0, 0);
        text = text[5..];
        if (text.Length >= 3 && text[0] == ':')
        {
            second = Digits(text[1..3]);
            text = text[3..];
            if (text.Length > 0 && text[0] == '.' && !TryReadFraction(ref text, out nanoseconds)) return false;
        }

        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        if (text.Length > 1 && text[0] == ' ') text = text[1..];
        if (!TryReadZone(text, out var offset)) return false;
        ticks += (((((hour * 60L) + minute - (offset ?? 0)) * 60) + second) * TimeSpan.TicksPerSecond) + (nanoseconds / 100);
        value = new TimeValue(ticks, nanoseconds % 100, offset is not null, false);
        return true;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, out int nanoseconds)
    {
        nanoseconds = 0;
        var length = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length < 0) length = text.Length - 1;
        if (length is 0 or > FractionDigits) return false;
        nanoseconds = Digits(text.Slice(1, length));
        for (var i = length; i < FractionDigits; i++) nanoseconds *= 10;
        text = text[(length + 1)..];
        return true;
    }

    // Minutes east of UTC; nothing where no zone is written.
    private static bool TryReadZone(ReadOnlySpan<byte> text, out int? offset)
    {
        offset = null;
        if (text.IsEmpty) return true;
        if (text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8) || text.SequenceEqual("GMT"u8))
        {
            offset = 0;
            return true;
        }

        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && text[3] != ':')) return false;
        var (hours, minutes) = (Digits(text[1..3]), text.Length == 3 ? 0 : Digits(text[^2..]));
        if (hours is < 0 or > 18 || minutes is < 0 or > 59) return false;
        offset = ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if ((uint)(digit - '0') > 9) return -1;
            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
