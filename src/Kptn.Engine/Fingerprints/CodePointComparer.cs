namespace Kptn.Engine.Fingerprints;

/// <summary>Orders texts by Unicode code point, as Python does, where ordinal comparison orders by UTF-16 unit.</summary>
internal sealed class CodePointComparer : IComparer<string>
{
    public static readonly CodePointComparer Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i]) return Rank(a[i]).CompareTo(Rank(b[i]));
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
