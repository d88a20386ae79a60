using System.Globalization;

namespace Kptn.Engine.Languages.R;

/// <summary>Reads numbers of R into one form for each value: <c>1</c>, <c>1.0</c> and <c>0x1</c> are one number, <c>1L</c> and <c>1i</c> are others.</summary>
internal static class RNumbers
{
    /// <summary>Reads the number that starts at a position, and moves behind it.</summary>
    public static string Read(string text, ref int at)
    {
        var value = IsHex(text, at) ? ReadHex(text, ref at) : ReadDecimal(text, ref at);
        var suffix = at < text.Length ? text[at] : ' ';
        if (suffix is 'L' or 'i') at++;
        return suffix switch
        {
            'i' => "C" + Show(value),
            'L' when value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue => "I" + Show(value),
            _ => "N" + Show(value),
        };
    }

    private static bool IsHex(string text, int at) => text[at] == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X';

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double ReadDecimal(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var exponent = at + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                at = exponent;
                while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            }
        }

        return double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    private static double ReadHex(string text, ref int at)
    {
        at += 2;
        var (value, scale) = (0.0, 0);
        var isFraction = false;
        for (; at < text.Length && (char.IsAsciiHexDigit(text[at]) || (text[at] == '.' && !isFraction)); at++)
        {
            if (text[at] == '.')
            {
                isFraction = true;
                continue;
            }

            value = (value * 16) + Convert.ToInt32(text[at].ToString(), 16);
            if (isFraction) scale -= 4;
        }

        if (at < text.Length && text[at] is 'p' or 'P')
        {
            var start = ++at;
            if (at < text.Length && text[at] is '+' or '-') at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (int.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)) scale += power;
        }

        return Math.ScaleB(value, scale);
    }
}
