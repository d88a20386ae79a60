using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb;

/// <summary>A decimal number of any size.</summary>
/// <param name="Digits">The number without its point.</param>
/// <param name="Scale">Digits behind the point.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DuckDecimal(BigInteger Digits, int Scale)
{
    public override string ToString()
    {
        if (Scale == 0) return Digits.ToString(CultureInfo.InvariantCulture);
        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        return $"{(Digits.Sign < 0 ? "-" : "")}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
