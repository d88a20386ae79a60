using System.Buffers;

namespace Kptn.Engine.Mapping;

/// <summary>Values that are file names as they are. No two of them are equal but for the case of letters, and none could be the name made of another value.</summary>
internal static class PlainFileName
{
    private const int Longest = 48;

    private static readonly SearchValues<char> Safe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether a value is one.</summary>
    /// <param name="json">The value as canonical JSON.</param>
    public static bool Is(string json)
    {
        var text = ItemValues.Text(json);
        if (text.Length is 0 or > Longest || text.AsSpan().ContainsAnyExcept(Safe)) return false;
        if (text[0] == '.' || text[^1] == '.' || ReservedNames.Has(text)) return false;
        return !json.StartsWith('"') || (HasPlainCase(text) && !EndsLikeIdentity(text) && !ShownText.LooksTyped(text));
    }

    /// <summary>Of all ways to write the letters only one is plain: upper case for codes of two or three letters (NC, USA), lower case for the rest.</summary>
    private static bool HasPlainCase(string text)
    {
        var isCode = text.Length is 2 or 3 && text.All(char.IsAsciiLetter);
        return isCode ? text.All(char.IsAsciiLetterUpper) : !text.Any(char.IsAsciiLetterUpper);
    }

    private static bool EndsLikeIdentity(string text) => EndsInDigits(text, FileNameText.ShortDigits) || EndsInDigits(text, FileNameText.LongDigits);

    private static bool EndsInDigits(string text, int digits) =>
        text.Length > digits && text[^(digits + 1)] == '-' && text.AsSpan(text.Length - digits).IndexOfAnyExcept(FileNameText.Digits) < 0;
}
