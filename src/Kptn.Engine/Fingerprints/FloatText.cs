using System.Globalization;
using System.Text;

namespace Kptn.Engine.Fingerprints;

/// <summary>Floats as Python writes them: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16 on.</summary>
internal static class FloatText
{
    public static string Of(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        var text = new StringBuilder(32);
        var (digits, point) = Digits(Shortest(number));
        if (double.IsNegative(number)) text.Append('-');
        if (point is > -4 and <= 16) WritePlain(text, digits, point);
        else WriteExponent(text, digits, point - 1);
        return text.ToString();
    }

    private static string Shortest(double number)
    {
        // For some powers of two .NET's shortest form reads back as the number below; it is one digit too short.
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(number) ? text : number.ToString("E16", CultureInfo.InvariantCulture);
    }

    /// <summary>The digits without zeros around them, and where the point stands counted from the first of them.</summary>
    private static (string Digits, int Point) Digits(string shortest)
    {
        var exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = (exponentAt < 0 ? shortest : shortest[..exponentAt]).TrimStart('-');
        var exponent = exponentAt < 0 ? 0 : int.Parse(shortest.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa : whole + mantissa[(dot + 1)..];
        var digits = all.TrimStart('0');
        var point = whole.Length + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? ("0", 1) : (digits, point);
    }

    private static void WritePlain(StringBuilder text, string digits, int point)
    {
        if (point <= 0) text.Append("0.").Append('0', -point).Append(digits);
        else if (point >= digits.Length) text.Append(digits).Append('0', point - digits.Length).Append(".0");
        else text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
    }

    private static void WriteExponent(StringBuilder text, string digits, int exponent)
    {
        text.Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits.AsSpan(1));
        text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
    }
}
