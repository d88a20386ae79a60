using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Kptn.Engine.DuckDb;

/// <summary>Text that DuckDB writes for values which have no form of their own in JSON.</summary>
internal static class DuckText
{
    private const long SecondsADay = 86_400;

    public static string OfDate(int days) => days switch
    {
        int.MaxValue => "infinity",
        -int.MaxValue => "-infinity",
        _ => Date(days, out var isBefore) + (isBefore ? " (BC)" : ""),
    };

    /// <summary>A time of day, in units of so many digits behind the second.</summary>
    public static string OfTime(long time, int digits)
    {
        var unit = (long)Math.Pow(10, digits);
        var (seconds, fraction) = (time / unit, time % unit);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? text : $"{text}.{fraction.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0')}";
    }

    /// <summary>A timestamp since 1970, in units of so many digits behind the second.</summary>
    public static string OfTimestamp(long time, int digits)
    {
        if (time == long.MaxValue) return "infinity";
        if (time == -long.MaxValue) return "-infinity";
        var day = SecondsADay * (long)Math.Pow(10, digits);
        var days = Math.DivRem(time, day, out var rest);
        if (rest < 0) (days, rest) = (days - 1, rest + day);
        return $"{Date(days, out var isBefore)} {OfTime(rest, digits)}{(isBefore ? " (BC)" : "")}";
    }

    /// <summary>A time with its offset: microseconds in the upper 40 bits, the offset below, counted down from 15:59:59.</summary>
    public static string OfTimeWithOffset(ulong bits)
    {
        const int Largest = (16 * 3600) - 1;
        var offset = Largest - (int)(bits & 0xFF_FFFF);
        var (sign, size) = (offset < 0 ? '-' : '+', Math.Abs(offset));
        var text = new StringBuilder(OfTime((long)(bits >> 24), 6)).Append(sign).Append(CultureInfo.InvariantCulture, $"{size / 3600:00}");
        if (size % 3600 != 0) text.Append(CultureInfo.InvariantCulture, $":{size / 60 % 60:00}");
        if (size % 60 != 0) text.Append(CultureInfo.InvariantCulture, $":{size % 60:00}");
        return text.ToString();
    }

    public static string OfInterval(int months, int days, long microseconds)
    {
        var parts = new List<string>();
        Add(months / 12, "year");
        Add(months % 12, "month");
        Add(days, "day");
        if (microseconds != 0 || parts.Count == 0) parts.Add((microseconds < 0 ? "-" : "") + OfTime(Math.Abs(microseconds), 6));
        return string.Join(' ', parts);

        void Add(int number, string unit)
        {
            if (number != 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number is 1 or -1 ? "" : "s")}"));
        }
    }

    /// <summary>A UUID, whose first bit is stored turned round so that it sorts.</summary>
    public static string OfUuid(ulong lower, ulong upper)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, upper ^ (1UL << 63));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], lower);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Bits; the first byte says how many of the first bits only fill up.</summary>
    public static string OfBits(ReadOnlySpan<byte> stored)
    {
        var text = new StringBuilder(8 * stored.Length);
        for (var bit = (int)stored[0]; bit < 8 * (stored.Length - 1); bit++) text.Append((stored[1 + (bit / 8)] >> (7 - (bit % 8))) & 1);
        return text.ToString();
    }

    // Days of the proleptic Gregorian calendar, which goes farther than DateOnly does; eras of 400 years that begin in March.
    private static string Date(long days, out bool isBefore)
    {
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var part = ((5 * dayOfYear) + 2) / 153;
        var month = part < 10 ? part + 3 : part - 9;
        var year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        isBefore = year <= 0;
        return string.Create(CultureInfo.InvariantCulture, $"{(isBefore ? 1 - year : year):0000}-{month:00}-{dayOfYear - (((153 * part) + 2) / 5) + 1:00}");
    }
}
