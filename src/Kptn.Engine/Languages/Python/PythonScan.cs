namespace Kptn.Engine.Languages.Python;

/// <summary>Finds imports and top-level names in a file by its lines alone, for want of a Python that could parse it. Every import counts as a whole module.</summary>
internal static class PythonScan
{
    private static readonly string[] DynamicWords = ["importlib", "__import__", "exec(", "eval(", "runpy", "sys.path", "sys.modules", "pkgutil"];

    /// <summary>Facts of a file.</summary>
    /// <param name="text">Its text.</param>
    public static PythonFacts Read(string text)
    {
        var refs = new List<PythonRef>();
        var units = new List<PythonUnit>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            foreach (var word in DynamicWords)
            {
                if (line.Contains(word, StringComparison.Ordinal)) refs.Add(new PythonRef(PythonRefKind.Any, i + 1, "", []));
            }

            foreach (var statement in line.Split(';'))
            {
                var words = statement.TrimStart();
                if (words.StartsWith("import ", StringComparison.Ordinal)) ScanImport(words[7..], refs, units);
                else if (words.StartsWith("from ", StringComparison.Ordinal)) ScanFrom(words[5..], lines, i, refs, units);
            }

            ScanDefinition(line, units);
        }

        return new PythonFacts { IsRaw = true, Loads = [.. refs], Units = [.. units] };
    }

    private static void ScanImport(string names, List<PythonRef> refs, List<PythonUnit> units)
    {
        foreach (var part in WithoutComment(names).Split(','))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            refs.Add(new PythonRef(PythonRefKind.Whole, 0, words[0], []));
            units.Add(Unit(PythonUnitKind.Import, words.Length == 3 ? words[2] : words[0].Split('.')[0]));
        }
    }

    private static void ScanFrom(string rest, string[] lines, int index, List<PythonRef> refs, List<PythonUnit> units)
    {
        var at = rest.IndexOf(" import", StringComparison.Ordinal);
        if (at < 0) return;
        var module = rest[..at].Trim();
        var level = module.Length - module.TrimStart('.').Length;
        var names = WithoutComment(rest[(at + 7)..]);
        while ((names.Contains('(') && !names.Contains(')')) || names.EndsWith('\\'))
        {
            if (++index == lines.Length) break;
            names = names.TrimEnd('\\') + " " + WithoutComment(lines[index]);
        }

        refs.Add(new PythonRef(PythonRefKind.Whole, level, module[level..], []));
        foreach (var part in names.Split([',', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] == "*") continue;
            refs.Add(new PythonRef(PythonRefKind.Use, level, module[level..], [words[0]]));
            units.Add(Unit(PythonUnitKind.Import, words[^1]));
        }
    }

    private static void ScanDefinition(string line, List<PythonUnit> units)
    {
        var words = line.TrimStart();
        if (words.StartsWith("async ", StringComparison.Ordinal)) words = words[6..].TrimStart();
        if (words.StartsWith("def ", StringComparison.Ordinal)) units.Add(Unit(PythonUnitKind.Function, NameAt(words, 4)));
        else if (words.StartsWith("class ", StringComparison.Ordinal)) units.Add(Unit(PythonUnitKind.Class, NameAt(words, 6)));
        else if (NameAt(line, 0) is { Length: > 0 } name && line.AsSpan(name.Length).TrimStart() is ['=', not '=', ..]) units.Add(Unit(PythonUnitKind.Value, name));
    }

    private static PythonUnit Unit(PythonUnitKind kind, string name) => new(kind, [name], default, [], [], [], PythonUnitFlags.None, [], null);

    private static string NameAt(string text, int start)
    {
        while (start < text.Length && text[start] == ' ') start++;
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return text[start..end];
    }

    private static string WithoutComment(string text)
    {
        var at = text.IndexOf('#', StringComparison.Ordinal);
        return (at < 0 ? text : text[..at]).TrimEnd();
    }
}
