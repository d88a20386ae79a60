using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Kptn.Engine.Mapping;

namespace Kptn.Testing.Snapshots.Naming;

/// <summary>Names that every file system keeps as they are, and that no ignore rule for received files matches.</summary>
internal static class SafeName
{
    /// <summary>Stands before the digits of a name that is not plain; no plain name has it.</summary>
    public const char Mark = '~';

    /// <summary>Digits that tell names apart, unless that takes more.</summary>
    public const int Digits = 8;

    private const int Longest = 80;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-=+,@ ()");

    /// <summary>Whether a name can stay as it is.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Plain) && name[^1] is not ('.' or ' ') && name[0] != ' '
        && !ReservedNames.Has(name) && !HasMarker(name);

    /// <summary>The first digits of a text's SHA-256.</summary>
    public static string Hash(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];

    /// <summary>What is safe of a name, to which digits are put.</summary>
    public static string Cleaned(string name, int longest)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes()) clean.Append(rune.IsAscii && Plain.Contains((char)rune.Value) ? (char)rune.Value : '_');
        // A dot less, and it is no marker any more.
        clean.Replace(".verified", "_verified").Replace(".received", "_received");
        var text = clean.ToString();
        if (HasMarker(text)) text = text.Replace('.', '_');
        if (text.Length > longest) text = text[..longest];
        text = text.Trim(' ', '.');
        return text.Length == 0 ? "_" : ReservedNames.Has(text) ? "_" + text : text;
    }

    private static bool HasMarker(string name) =>
        name.Contains(".verified", StringComparison.OrdinalIgnoreCase) || name.Contains(".received", StringComparison.OrdinalIgnoreCase);
}
