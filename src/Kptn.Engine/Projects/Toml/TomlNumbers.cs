using System.Globalization;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads integers and floats by the grammar of TOML, which is stricter than that of .NET.</summary>
internal static class TomlNumbers
{
    private const string Underscores = "an underscore must stand between two digits";

    /// <summary>A <see cref="long"/> or <see cref="double"/>, or <see langword="null"/> with the problem; an empty problem means it is no number at all.</summary>
    public static object? Parse(ReadOnlySpan<char> text, out string problem)
    {
        problem = "";
        var signed = text[0] is '+' or '-';
        var digits = signed ? text[1..] : text;
        var negative = text[0] == '-';
        if (digits is "inf") return negative ? double.NegativeInfinity : double.PositiveInfinity;
        if (digits is "nan") return double.NaN;
        if (digits.Length == 0 || !char.IsAsciiDigit(digits[0])) return null;
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is 'x' or 'o' or 'b') return Radix(digits, signed, out problem);
        return Decimal(text, digits, negative, out problem);
    }

    private static object? Radix(ReadOnlySpan<char> digits, bool signed, out string problem)
    {
        var radix = digits[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        if (signed) problem = "a hexadecimal, octal or binary number has no sign";
        else if (!Run(digits, 2, radix, out var end, out problem)) return null;
        else if (end < digits.Length) problem = $"'{digits[end]}' is not a digit of such a number";
        else return Integer(digits[2..], radix, negative: false, out problem);
        return null;
    }

    private static object? Decimal(ReadOnlySpan<char> text, ReadOnlySpan<char> digits, bool negative, out string problem)
    {
        if (!Run(digits, 0, 10, out var end, out problem)) return null;
        if (end > 1 && digits[0] == '0') return Problem("a number cannot start with 0", out problem);
        if (end == digits.Length) return Integer(digits, 10, negative, out problem);
        if (digits[end] == '.' && !Run(digits, end + 1, 10, out end, out problem)) return null;
        if (end < digits.Length && digits[end] is 'e' or 'E')
        {
            var exponent = end + 1 < digits.Length && digits[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (!Run(digits, exponent, 10, out end, out problem)) return null;
        }

        return end == digits.Length ? Float(text) : Problem($"'{digits[end]}' cannot stand in a number", out problem);
    }

    private static object? Integer(ReadOnlySpan<char> digits, int radix, bool negative, out string problem)
    {
        problem = "";
        var limit = negative ? 1UL << 63 : long.MaxValue;
        var value = 0UL;
        foreach (var c in digits)
        {
            if (c == '_') continue;
            var digit = (ulong)Digit(c);
            if (value > (limit - digit) / (ulong)radix) return Problem("it does not fit into 64 bits", out problem);
            value = (value * (ulong)radix) + digit;
        }

        return negative ? unchecked(-(long)value) : (long)value;
    }

    private static double Float(ReadOnlySpan<char> text)
    {
        if (!text.Contains('_')) return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.Parse(text.ToString().Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Passes over one or more digits with single underscores between them.</summary>
    private static bool Run(ReadOnlySpan<char> text, int start, int radix, out int end, out string problem)
    {
        problem = "";
        end = start;
        while (end < text.Length && (text[end] == '_' || (uint)Digit(text[end]) < radix))
        {
            if (text[end] == '_' && (end == start || text[end - 1] == '_')) problem = Underscores;
            end++;
        }

        if (end == start) problem = start == 0 ? "" : $"a digit must follow '{text[..start]}'";
        else if (text[end - 1] == '_') problem = Underscores;
        return end > start && problem.Length == 0;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private static object? Problem(string text, out string problem)
    {
        problem = text;
        return null;
    }
}
