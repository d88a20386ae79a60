using Kptn.Engine.Projects;

namespace Kptn.Tool.Terminal;

/// <summary>Findings as lines that say what is wrong, where, and what to do.</summary>
internal static class FindingText
{
    /// <summary>Writes findings in the order of their places, errors before warnings, and counts them.</summary>
    public static void Write(Screen screen, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in Sort(findings)) screen.Error(Line(screen, finding));
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0) screen.Error($"{Units.Count(errors, "error")} in the project; nothing was run");
    }

    /// <summary>One finding: <c>file:line:column: error[code]: message; expected …; did you mean …?</c></summary>
    public static string Line(Screen screen, Finding finding)
    {
        var (name, colour) = finding.Severity switch
        {
            Severity.Error => ("error", Colour.Red),
            Severity.Warning => ("warning", Colour.Yellow),
            _ => ("advice", Colour.Cyan),
        };
        var word = screen.Paint($"{name}[{finding.Code}]", colour);
        var text = $"{finding.Place}: {word}: {finding.Message}";
        if (finding.Expected.Length > 0) text += $"; expected {finding.Expected}";
        if (finding.Suggestion.Length > 0) text += $"; {finding.Suggestion}";
        return text;
    }

    /// <summary>Findings by file, line and column.</summary>
    public static IEnumerable<Finding> Sort(IReadOnlyList<Finding> findings) => findings
        .OrderBy(finding => finding.Severity)
        .ThenBy(finding => finding.Place.File, StringComparer.Ordinal)
        .ThenBy(finding => finding.Place.Line)
        .ThenBy(finding => finding.Place.Column);
}
