using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Toml;

/// <summary>Reads the values that are written without quotes or brackets.</summary>
internal sealed class TomlScalarReader(TomlCursor cursor)
{
    private const string Expected = "a string in quotes, a number, true, false, a date, an array or an inline table";
    private static readonly object True = true;
    private static readonly object False = false;

    public YamlScalar? Read(string wanted)
    {
        var start = cursor.Position;
        SkipWord();
        if (cursor.Position == start)
        {
            cursor.FailHere(wanted);
            return null;
        }

        if (TomlDates.IsDate(cursor.Text.AsSpan(start, cursor.Position - start)) && cursor.Current == ' ' && char.IsAsciiDigit(cursor.Peek(1)))
        {
            cursor.Position++;
            SkipWord();
        }

        var text = cursor.Text[start..cursor.Position];
        var place = cursor.At(start);
        return Value(text, out var problem) is { } value ? new YamlScalar(place, text, value) : Refuse(place, text, problem);
    }

    private static object? Value(string text, out string problem)
    {
        problem = "";
        if (text == "true") return True;
        if (text == "false") return False;
        return TomlDates.LooksLikeDate(text) ? TomlDates.Parse(text, out problem) : TomlNumbers.Parse(text, out problem);
    }

    private void SkipWord()
    {
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-' or '+' or '.' or ':') cursor.Position++;
    }

    private YamlScalar? Refuse(Place place, string text, string problem)
    {
        var shown = Shown.Text(text);
        if (problem.Length > 0) cursor.Fail(place, $"'{shown}' is not valid: {problem}");
        else cursor.Fail(place, $"'{shown}' is not a value", Expected, Suggest(text, shown));
        return null;
    }

    private static string Suggest(string text, string shown) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => "did you mean true?",
        "FALSE" or "NO" or "OFF" => "did you mean false?",
        _ => $"put text in quotes: \"{shown}\"",
    };
}
