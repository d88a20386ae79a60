using System.Globalization;
using System.Numerics;

namespace Kptn.Engine.DuckDb;

/// <summary>A number of JSON, with all its digits: an integer, a double where that has them, else a decimal.</summary>
/// <param name="Digits">The number without its point and without zeros at its end.</param>
/// <param name="Scale">Digits behind the point; below zero for zeros at the end.</param>
internal sealed record DuckNumber(BigInteger Digits, int Scale)
{
    /// <summary>The most digits that DuckDB's decimals have.</summary>
    public const int MostDigits = 38;

    private static readonly BigInteger Largest = (BigInteger)Int128.MaxValue;

    /// <summary>Reads a number as JSON writes it.</summary>
    public static DuckNumber Read(string text)
    {
        var exponent = text.IndexOfAny(['e', 'E']);
        var mantissa = exponent < 0 ? text : text[..exponent];
        var power = exponent < 0 ? 0 : int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimEnd('0');
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - power - (all.Length - digits.Length);
        return digits is "" or "-" ? new DuckNumber(BigInteger.Zero, 0) : new DuckNumber(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), scale);
    }

    /// <summary>Whether JSON writes a number as an integer that DuckDB has a type for.</summary>
    public static bool IsInteger(string text, out BigInteger number)
    {
        number = default;
        return text.Length <= MostDigits + 2 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && BigInteger.Abs(number) <= Largest;
    }

    /// <summary>Whether a number is a decimal: one that a double would not keep, of no more digits than decimals have.</summary>
    public static bool IsDecimal(string text, out DuckNumber number)
    {
        number = Zero;
        if (text.Length > MostDigits + 2 || text.IndexOfAny(['e', 'E']) >= 0) return false;
        number = Read(text);
        return number.Scale >= 0 && number != Read(double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
    }

    private static DuckNumber Zero { get; } = new(BigInteger.Zero, 0);
}
