using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>The core schema of YAML 1.2 (chapter 10.3.2): what a plain scalar means.</summary>
internal static class YamlScalars
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789abcdefABCDEFxo");
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>The value of an untagged plain scalar.</summary>
    public static object? Resolve(string text)
    {
        if (text.Length == 0) return null;
        switch (text[0])
        {
            case '~' or 'n' or 'N' when IsNull(text): return null;
            case 't' or 'T' when text is "true" or "True" or "TRUE": return True;
            case 'f' or 'F' when text is "false" or "False" or "FALSE": return False;
            case '-' or '+' or '.' or (>= '0' and <= '9'): return Integer(text) ?? Float(text) ?? text;
            default: return text;
        }
    }

    /// <summary>Whether it is one of the ways to write null.</summary>
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>A <see cref="long"/> or <see cref="BigInteger"/>, or <see langword="null"/> where the text is no integer.</summary>
    public static object? Integer(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) return Narrow(Digits(text.AsSpan(2), 16));
        if (text.StartsWith("0o", StringComparison.Ordinal)) return Narrow(Digits(text.AsSpan(2), 8));
        var digits = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9')) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>A <see cref="double"/>, or <see langword="null"/> where the text is no number.</summary>
    public static object? Float(string text)
    {
        var body = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        if (body is ".inf" or ".Inf" or ".INF") return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (text is ".nan" or ".NaN" or ".NAN") return double.NaN;
        return IsFloat(body) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>How many digits a plain scalar would make a number of; zero where it is none.</summary>
    public static int NumberLength(string text)
    {
        if (text[0] is not ('-' or '+' or (>= '0' and <= '9'))) return 0;
        return text.AsSpan(1).ContainsAnyExcept(NumberCharacters) ? 0 : text.Length;
    }

    private static BigInteger? Digits(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.Length == 0) return null;
        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix) return null;
            value = (value * radix) + digit;
        }

        return value;
    }

    private static object? Narrow(BigInteger? value) => value is { } number && number <= long.MaxValue ? (object)(long)number : value;

    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        var at = 0;
        var whole = SkipDigits(text, ref at);
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = SkipDigits(text, ref at);
        }

        if (whole + fraction == 0) return false;
        if (at == text.Length) return true;
        if (text[at] is not ('e' or 'E')) return false;
        at++;
        if (at < text.Length && text[at] is '-' or '+') at++;
        return SkipDigits(text, ref at) > 0 && at == text.Length;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - start;
    }
}
