using System.Globalization;
using System.Text;

namespace Kptn.Engine.Tests.Projects.Toml;

/// <summary>Writes values as TOML, for round trips.</summary>
internal static class TomlWriter
{
    public static string Pair(string key, object value) => $"{Quote(key)} = {Value(value)}\n";

    public static string Value(object value) => value switch
    {
        string text => Quote(text),
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "nan",
        double real => Real(real.ToString("R", CultureInfo.InvariantCulture)),
        IReadOnlyList<object> list => $"[ {string.Join(" , # next\n", list.Select(Value))} ]",
        IReadOnlyDictionary<string, object> map => $"{{ {string.Join(", ", map.Select(p => $"{Quote(p.Key)} = {Value(p.Value)}"))} }}",
        _ => throw new ArgumentException(value.ToString(), nameof(value)),
    };

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (rune.Value == '\n') quoted.Append("\\n");
            else if (Rune.IsControl(rune)) quoted.Append($"\\u{rune.Value:x4}");
            else if (rune.Value % 3 == 0) quoted.Append($"\\U{rune.Value:X8}");
            else quoted.Append(rune);
        }

        return quoted.Append('"').ToString();
    }

    private static string Real(string text) => text.Contains('E', StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
}
