namespace Kptn.Engine.Projects.Yaml;

/// <summary>Says in plain words, at the place where a person must look, what the parser could not read.</summary>
internal static class YamlSyntaxFinding
{
    private const string Code = "yaml-syntax";
    private const string Quotes = "put the value in quotes";

    /// <summary>A tab where spaces must stand.</summary>
    public static Finding Tab(Place place) => new(Code, place, "a tab stands in the indentation", "spaces");

    /// <summary>The finding for what the parser reported.</summary>
    /// <param name="report">The parser's message; empty where it has none.</param>
    /// <param name="place">Where it stopped.</param>
    /// <param name="text">The file.</param>
    /// <param name="openFlow">Where the innermost open <c>[</c> or <c>{</c> stands.</param>
    public static Finding Of(string report, Place place, string text, Place? openFlow)
    {
        var line = Line(text, place.Line);
        if (TabbedLine(text, place) is { } tab) return Tab(tab);
        var found = place.Column <= line.Length ? line[place.Column - 1] : '\0';
        if (Says("unknown escape")) return new Finding(Code, place, "this text in double quotes holds a '\\' that starts no known escape", "", "write '\\\\' for a backslash, or use single quotes");
        if (Says("quoted scalar") && Says("end of stream")) return new Finding(Code, place, "this quote is never closed", $"a closing {found}");
        if (Says("quoted scalar") && Says("indentation")) return new Finding(Code, place, "a later line of this quoted text starts too far left", "lines indented deeper than the key, and a closing quote");
        if (Says("anchor or alias")) return new Finding(Code, place, $"no name follows '{found}'", "", Quotes);
        if (openFlow is { } open && !Says("invalid mapping")) return Flow(place, open, text, report.Length == 0 ? '\0' : found);
        if (Says("invalid mapping")) return new Finding(Code, place, "a ':' stands inside a value", "one 'key: value' a line", Quotes);
        if ((Says("expected key") || Says("expected ':'")) && !line.Contains(':')) return new Finding(Code, place, $"'{Shown.Text(line.Trim().ToString())}' has no ':'", "key: value");
        if (Says("expected key") && !line[..Math.Min(line.Length, place.Column - 1)].IsWhiteSpace()) return new Finding(Code, place, $"'{Shown.Text(line[(place.Column - 1)..].ToString())}' stands after the end of a value", "", "put all of the value in quotes");
        if (Says("expected key")) return new Finding(Code, place, "this does not fit the lines above", "a key as far right as its neighbours, or the value's closing quote before it");
        if (Says("expected '-'")) return new Finding(Code, place, "this does not fit the list above", "a list entry '- …' as far right as its neighbours");
        if (Says("cannot start any token")) return new Finding(Code, place, $"a value cannot start with '{found}'", "", Quotes);
        if (Says("expected node content")) return new Finding(Code, place, found == '\0' ? "a value is missing here" : $"'{found}' stands where a value is expected");
        if (Says("expected ':'")) return new Finding(Code, place, $"'{Shown.Text(line.Trim().ToString())}' is no key", "key: value");
        if (Says("sequence entries are not allowed")) return new Finding(Code, place, "a list entry '- …' stands on the line of its key", "list entries on lines of their own, or [a, b]");
        if (Says("incompatible YAML")) return new Finding(Code, place, "this YAML version is not known", "%YAML 1.2, or no such line");
        if (Says("tag handle")) return new Finding(Code, place, "this tag is not known", "", "put a value that starts with '!' in quotes");
        if (Says("document end") || Says("document start")) return new Finding(Code, place, "something stands after the end of the document", "one map of keys");
        return new Finding(Code, place, "this is not YAML" + (report.Length == 0 ? "" : $": {Lower(report)}"));

        bool Says(string words) => report.Contains(words, StringComparison.Ordinal);
    }

    private static Finding Flow(Place place, Place open, string text, char found)
    {
        var line = Line(text, open.Line);
        var start = line[Math.Min(open.Column - 1, line.Length - 1)..];
        var opening = start.IndexOfAny('[', '{') is >= 0 and var at ? start[at] : '[';
        var closing = opening == '[' ? ']' : '}';
        if (found is not ('\0' or ' ' or '#') && place.Line == open.Line)
        {
            // The parser trips over an anchored scalar that a ',' follows in a flow map.
            var anchor = start[..Math.Max(0, Math.Min(start.Length, place.Column - open.Column))].Contains('&') ? "write a map with an anchor '&' over several lines" : "";
            return new Finding(Code, place, $"'{found}' does not belong here, inside the '{opening}' at {open}", $"a value, ',' or '{closing}'", anchor);
        }

        return new Finding(Code, open, $"this '{opening}' is never closed", $"a closing '{closing}'");
    }

    private static Place? TabbedLine(string text, Place place)
    {
        for (var number = place.Line; number <= place.Line + 1; number++)
        {
            var line = Line(text, number);
            var tab = line.IndexOf('\t');
            if (tab >= 0 && !line[..tab].ContainsAnyExcept(' ') && line.ContainsAnyExcept(" \t\r")) return new Place(place.File, number, tab + 1);
        }

        return null;
    }

    private static ReadOnlySpan<char> Line(string text, int number)
    {
        var rest = text.AsSpan();
        for (var line = 1; line < number; line++)
        {
            var end = rest.IndexOf('\n');
            if (end < 0) return default;
            rest = rest[(end + 1)..];
        }

        var length = rest.IndexOf('\n');
        return (length < 0 ? rest : rest[..length]).TrimEnd('\r');
    }

    private static string Lower(string report) => char.ToLowerInvariant(report[0]) + report[1..].TrimEnd('.');
}
