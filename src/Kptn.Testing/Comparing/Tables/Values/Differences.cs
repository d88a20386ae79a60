using System.Globalization;
using System.Numerics;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Tells how far numbers are from each other.</summary>
internal static class Differences
{
    // A power of ten beyond this would be a number of thousands of digits.
    private const int Farthest = 5_000;

    /// <summary>Powers of ten that a long holds.</summary>
    private const int FewZeros = 18;

    private const NumberStyles Exactly = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether two texts are numbers that are equal within a tolerance.</summary>
    public static bool IsWithin(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ToleranceAmount tolerance)
    {
        // Mostly the nearest doubles tell, which are read much faster than all digits.
        if (TryReadDouble(a, out var x) && TryReadDouble(b, out var y) && IsWithin(x, y, tolerance) is { } isWithin) return isWithin;
        return Number.TryRead(a, out var one) && Number.TryRead(b, out var other) && IsWithin(one, other, tolerance);
    }

    /// <summary>Whether two numbers are equal within a tolerance; all NaN are.</summary>
    public static bool IsWithin(Number a, Number b, ToleranceAmount tolerance)
    {
        if (a.IsUnusual || b.IsUnusual) return a.Special.Equals(b.Special);
        if (a == b) return true;
        if (tolerance is { Absolute: 0, Relative: 0 }) return false;
        return IsWithin(a.ToDouble(), b.ToDouble(), tolerance) ?? IsWithinExactly(a, b, tolerance);
    }

    /// <summary>New less old, rounded once.</summary>
    public static double Movement(Number from, Number to)
    {
        if (from.IsUnusual || to.IsUnusual) return to.ToDouble() - from.ToDouble();
        if (Math.Abs((long)from.Exponent - to.Exponent) > Farthest) return to.ToDouble() - from.ToDouble();
        if (from.IsSmall && to.IsSmall && Math.Abs(from.Exponent - to.Exponent) <= FewZeros && MovementOfFew(from, to) is { } movement) return movement;
        var (mantissa, exponent) = Subtract(to, from);
        return Number.ToDouble(mantissa, exponent);
    }

    private static double? MovementOfFew(Number from, Number to)
    {
        var exponent = Math.Min(from.Exponent, to.Exponent);
        var difference = ((Int128)to.Small * (long)Math.Pow(10, to.Exponent - exponent)) - ((Int128)from.Small * (long)Math.Pow(10, from.Exponent - exponent));
        return difference >= long.MinValue && difference <= long.MaxValue ? Number.ToDouble((long)difference, exponent) : null;
    }

    private static bool TryReadDouble(ReadOnlySpan<byte> text, out double value)
        => double.TryParse(text, Exactly, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    // Nothing where both are so near the limit that rounding may have decided.
    private static bool? IsWithin(double a, double b, ToleranceAmount tolerance)
    {
        var largest = Math.Max(Math.Abs(a), Math.Abs(b));
        var limit = Math.Max((double)tolerance.Absolute, tolerance.Relative * largest);
        var difference = Math.Abs(a - b);
        // The second part is for the smallest numbers, of which a double keeps fewer digits.
        var doubt = ((largest + limit) * 1e-15) + (4 * double.Epsilon);
        if (difference + doubt < limit) return true;
        return difference - doubt > limit ? false : null;
    }

    private static bool IsWithinExactly(Number a, Number b, ToleranceAmount tolerance)
    {
        if (Math.Abs((long)a.Exponent - b.Exponent) > Farthest) return false;
        var (mantissa, exponent) = Subtract(a, b);
        var difference = new Number(BigInteger.Abs(mantissa), exponent);
        if (tolerance.Absolute > 0 && Compare(difference, Exact(tolerance.Absolute)) <= 0) return true;
        if (tolerance.Relative <= 0) return false;
        var (x, y) = (new Number(BigInteger.Abs(a.Mantissa), a.Exponent), new Number(BigInteger.Abs(b.Mantissa), b.Exponent));
        var largest = Compare(x, y) >= 0 ? x : y;
        var part = Exact((decimal)tolerance.Relative);
        return Compare(difference, new Number(largest.Mantissa * part.Mantissa, largest.Exponent + part.Exponent)) <= 0;
    }

    private static int Compare(Number a, Number b) => Subtract(a, b).Mantissa.Sign;

    private static (BigInteger Mantissa, int Exponent) Subtract(Number a, Number b)
    {
        var exponent = Math.Min(a.Exponent, b.Exponent);
        return ((a.Mantissa * BigInteger.Pow(10, a.Exponent - exponent)) - (b.Mantissa * BigInteger.Pow(10, b.Exponent - exponent)), exponent);
    }

    private static Number Exact(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new Number(mantissa, -((bits[3] >> 16) & 0xFF));
    }
}
