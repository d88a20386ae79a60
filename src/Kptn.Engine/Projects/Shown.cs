using System.Text;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>Values of a file as messages show them: on one line, short, harmless to a terminal.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>Text without its quotes.</summary>
    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= Longest) return shown.Append('…').ToString();
            if (rune.Value == '\n') shown.Append("\\n");
            else if (rune.Value == '\t') shown.Append("\\t");
            else if (IsHidden(rune)) shown.Append($"\\u{rune.Value:X4}");
            else shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>What a value is, such as <c>number 3</c> or <c>a list</c>.</summary>
    public static string Node(YamlNode node) => node switch
    {
        YamlScalar { Value: null } => "nothing",
        YamlScalar { Value: bool value } => value ? "true" : "false",
        YamlScalar { Value: string } scalar => $"text '{Text(scalar.Text)}'",
        YamlScalar scalar => $"number {Text(scalar.Text)}",
        YamlList => "a list",
        _ => "a map",
    };

    // Marks that turn the direction of writing can make a message read as something else.
    private static bool IsHidden(Rune rune)
        => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
