using System.Text;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Text of the file as a message shows it: short and without control characters.</summary>
internal static class TomlShow
{
    private const int Limit = 60;

    public static string Short(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, Limit) + 1);
        foreach (var rune in text[..Math.Min(text.Length, 2 * Limit)].EnumerateRunes())
        {
            if (shown.Length >= Limit) break;
            if (Rune.IsControl(rune)) shown.Append("\\u").Append(rune.Value.ToString("X4"));
            else shown.Append(rune);
        }

        return text.Length > Limit ? shown.Append('…').ToString() : shown.ToString();
    }
}
