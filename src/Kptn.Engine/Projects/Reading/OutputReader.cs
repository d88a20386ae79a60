using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>outputs</c>.</summary>
internal sealed class OutputReader(FindingList findings)
{
    private const string DuckDb = "duckdb://";
    private const string Form = "a path below the scratch dir, or duckdb://[schema.]table";
    private readonly ValueReader _values = new(findings);

    /// <summary>The outputs that are well formed.</summary>
    public IReadOnlyList<OutputDeclaration> Read(YamlNode node, Subject what)
    {
        var texts = _values.Texts(node, what);
        if (texts.Count == 0) return [];
        var outputs = new List<OutputDeclaration>(texts.Count);
        var seen = texts.Count > 1 ? new Dictionary<string, Place>() : null;
        foreach (var text in texts)
        {
            if (!Check(text, what)) continue;
            if (seen is not null && !seen.TryAdd(Normal(text.Text), text.Place))
                findings.Add("duplicate-output", text.Place, $"output '{Shown.Text(text.Text)}' stands twice in {what}; first at {seen[Normal(text.Text)]}");
            else
                outputs.Add(new OutputDeclaration(text.Text, text.Place));
        }

        return outputs;
    }

    private bool Check(YamlScalar node, Subject what)
    {
        var text = node.Text;
        if (!Variables.Check(text, node.Place, what, findings)) return false;
        var problem = text.StartsWith(DuckDb, StringComparison.Ordinal) ? TableProblem(text.AsSpan(DuckDb.Length)) : PathProblem(text);
        if (problem is null) return true;
        findings.Add("bad-output", node.Place, $"output '{Shown.Text(text)}' in {what} {problem}", Form);
        return false;
    }

    private static string? TableProblem(ReadOnlySpan<char> table)
    {
        if (table.ContainsAny('/', '\\', '\0')) return "is no table";
        var dot = table.IndexOf('.');
        if (dot == 0 || table.Length == 0 || table[^1] == '.') return "names no table";
        return dot > 0 && table[(dot + 1)..].Contains('.') ? "has more parts than schema and table" : null;
    }

    private static string? PathProblem(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal)) return "is a URL that outputs cannot have";
        if (ProjectPaths.HasDrive(text) || text[0] == '/') return "is absolute";
        if (text[0] == '~' && (text.Length == 1 || text[1] == '/')) return "is absolute";
        if (text.Contains('\\')) return "has a backslash";
        if (text.AsSpan().Trim().Length != text.Length) return "starts or ends with a space";
        foreach (var c in text)
        {
            if (c < ' ') return "has a control character";
        }

        return SegmentProblem(text);
    }

    private static string? SegmentProblem(ReadOnlySpan<char> text)
    {
        var depth = 0;
        foreach (var range in text.Split('/'))
        {
            var segment = text[range];
            if (segment is "..") depth--;
            else if (segment.Length > 0 && segment is not ".") depth++;
            if (depth < 0) return "leaves the scratch dir";
        }

        return depth == 0 ? "is the scratch dir itself" : null;
    }

    private static string Normal(string text)
    {
        if (!text.Contains('/')) return text;
        var segments = new List<string>();
        foreach (var segment in text.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else segments.Add(segment);
        }

        return string.Join('/', segments);
    }
}
