using System.Globalization;
using System.Numerics;
using System.Text;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>A number exactly as written: <see cref="Mantissa"/> × 10 ^ <see cref="Exponent"/>, without zeros at the mantissa's end; or one that is none.</summary>
internal readonly record struct Number
{
    private const int FewDigits = 18;
    private const int PlainDigits = 30;

    // What does not fit a long. There may be millions of numbers to compare, and few of them are that large.
    private readonly BigInteger _large;

    /// <param name="mantissa">The digits.</param>
    /// <param name="exponent">The power of ten.</param>
    public Number(long mantissa, int exponent) => (Small, Exponent) = (mantissa, exponent);

    /// <param name="mantissa">The digits.</param>
    /// <param name="exponent">The power of ten.</param>
    public Number(BigInteger mantissa, int exponent)
    {
        Exponent = exponent;
        if (mantissa >= long.MinValue && mantissa <= long.MaxValue) Small = (long)mantissa;
        else _large = mantissa;
    }

    private Number(double special) => Special = special;

    /// <summary>The digits.</summary>
    public BigInteger Mantissa => IsSmall ? Small : _large;

    /// <summary>The digits where <see cref="IsSmall"/>.</summary>
    public long Small { get; }

    /// <summary>The power of ten.</summary>
    public int Exponent { get; }

    /// <summary>NaN or an infinity; 0 for all others.</summary>
    public double Special { get; }

    /// <summary>Whether its digits fit a long.</summary>
    public bool IsSmall => _large.IsZero;

    /// <summary>Whether it is NaN or infinite.</summary>
    public bool IsUnusual => Special != 0;

    /// <summary>Whether a text is NaN or an infinity.</summary>
    public static bool IsSpecial(ReadOnlySpan<byte> text) => TryReadSpecial(text, out _);

    /// <summary>Reads one that <see cref="TypeMasks"/> takes for a number.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Number value)
    {
        value = default;
        if ((TypeMasks.Of(text, Reading.CellKind.Plain) & TypeMask.Number) == 0) return false;
        if (TryReadSpecial(text, out var special))
        {
            value = new Number(special);
            return true;
        }

        var end = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = end < 0 ? 0 : int.Parse(text[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = end < 0 ? text : text[..end];
        var point = digits.IndexOf((byte)'.');
        if (point >= 0) exponent -= digits.Length - point - 1;
        value = digits.Length <= FewDigits ? Few(digits, exponent) : Many(digits, exponent);
        return true;
    }

    /// <summary>The nearest double.</summary>
    public double ToDouble() => IsUnusual ? Special : IsSmall ? ToDouble(Small, Exponent) : ToDouble(_large, Exponent);

    /// <summary>The same text for each equal number.</summary>
    public string ToCanonical()
    {
        if (Exponent is >= 0 and < PlainDigits) return (Mantissa * BigInteger.Pow(10, Exponent)).ToString(CultureInfo.InvariantCulture);
        if (Exponent is >= 0 or <= -PlainDigits) return $"{Mantissa}e{Exponent}";
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(1 - Exponent, '0');
        return $"{(Mantissa.Sign < 0 ? "-" : "")}{digits.AsSpan(0, digits.Length + Exponent)}.{digits.AsSpan(digits.Length + Exponent)}";
    }

    /// <summary>The nearest double of a mantissa and a power of ten.</summary>
    public static double ToDouble(BigInteger mantissa, int exponent) => mantissa >= long.MinValue && mantissa <= long.MaxValue
        ? ToDouble((long)mantissa, exponent)
        : double.Parse($"{mantissa}e{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The nearest double of a mantissa and a power of ten.</summary>
    public static double ToDouble(long mantissa, int exponent)
    {
        if (mantissa == 0) return 0;
        // Both are exact doubles within these bounds, so that one operation rounds right.
        if (exponent is >= -22 and <= 22 && mantissa is > -1L << 53 and < 1L << 53) return exponent < 0 ? mantissa / Math.Pow(10, -exponent) : mantissa * Math.Pow(10, exponent);
        Span<char> text = stackalloc char[40];
        text.TryWrite(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}", out var length);
        return double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static bool TryReadSpecial(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (text.SequenceEqual("NaN"u8) || text.SequenceEqual("nan"u8) || text.SequenceEqual("NAN"u8) || text.SequenceEqual("-nan"u8) || text.SequenceEqual("-NaN"u8)) return true;
        var isNegative = text.Length > 0 && text[0] == '-';
        var body = isNegative || (text.Length > 0 && text[0] == '+') ? text[1..] : text;
        value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        return body.SequenceEqual("Inf"u8) || body.SequenceEqual("inf"u8) || body.SequenceEqual("Infinity"u8) || body.SequenceEqual("infinity"u8);
    }

    private static Number Few(ReadOnlySpan<byte> digits, int exponent)
    {
        var mantissa = 0L;
        foreach (var digit in digits)
        {
            if (digit is not ((byte)'-' or (byte)'.')) mantissa = (mantissa * 10) + digit - '0';
        }

        if (mantissa == 0) return default;
        while (mantissa % 10 == 0) (mantissa, exponent) = (mantissa / 10, exponent + 1);
        return new Number(digits[0] == '-' ? -mantissa : mantissa, exponent);
    }

    private static Number Many(ReadOnlySpan<byte> digits, int exponent)
    {
        var text = new byte[digits.Length];
        var length = 0;
        foreach (var digit in digits)
        {
            if (digit != '.') text[length++] = digit;
        }

        for (; length > 1 && text[length - 1] == '0'; length--) exponent++;
        var mantissa = BigInteger.Parse(Encoding.ASCII.GetString(text, 0, length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return mantissa.IsZero ? default : new Number(mantissa, exponent);
    }
}
