using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kptn.Engine.Mapping;

/// <summary>Makes a file name of any values: what is safe of them, and the first digits of the item's identity.</summary>
internal static class FileNameText
{
    /// <summary>Digits where the text says nearly all.</summary>
    public const int ShortDigits = 8;

    /// <summary>Digits where many items of a long list may have the same text: a million of them share 64 bits with a chance of one in 30 million.</summary>
    public const int LongDigits = 16;

    private const int Longest = 60;
    private const int LongestBytes = 120;
    private const int FewReplaced = 2;
    private static readonly Rune Blank = new('_');

    /// <summary>What a name's digits are made of, in either case.</summary>
    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Of(IEnumerable<string> texts, ItemId id)
    {
        var name = new StringBuilder(Longest);
        var isVague = !Append(name, texts);
        if (name.Length == 0) name.Append('_');
        if (name[0] == '.') name[0] = '_';
        if (ReservedNames.Has(name.ToString())) name.Insert(0, '_');
        var digits = id.High.ToString("x16", CultureInfo.InvariantCulture);
        return name.Append('-').Append(digits.AsSpan(0, isVague ? LongDigits : ShortDigits)).ToString();
    }

    /// <summary>Appends what is safe, <c>_</c> for the rest.</summary>
    /// <returns>Whether that is all of the text but for a few characters.</returns>
    private static bool Append(StringBuilder name, IEnumerable<string> texts)
    {
        var (replaced, bytes, isFirst) = (0, 0, true);
        foreach (var text in texts)
        {
            if (!isFirst && !TryAppend(name, Blank, ref bytes)) return false;
            isFirst = false;
            foreach (var rune in text.EnumerateRunes())
            {
                var isSafe = IsSafe(rune);
                if (!TryAppend(name, isSafe ? rune : Blank, ref bytes)) return false;
                if (!isSafe) replaced += rune.IsAscii ? 1 : FewReplaced + 1;
            }
        }

        return replaced <= FewReplaced;
    }

    private static bool TryAppend(StringBuilder name, Rune rune, ref int bytes)
    {
        // Two less: one for the - before the digits, one for the _ before a reserved name.
        if (name.Length + rune.Utf16SequenceLength > Longest - LongDigits - 2) return false;
        if ((bytes += rune.Utf8SequenceLength) > LongestBytes - LongDigits - 2) return false;
        name.Append(rune);
        return true;
    }

    private static bool IsSafe(Rune rune) =>
        rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '_' or '.' or '-' : Rune.IsLetter(rune);
}
