using Kptn.Engine.Projects;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Adapters;

/// <summary>Says what is wrong with a project that gives no tests.</summary>
internal static class ProblemText
{
    private const int Most = 100;

    /// <summary>All findings, errors first, with file and line.</summary>
    /// <param name="findings">The findings, one at least an error.</param>
    /// <param name="project">The kptn.yaml, or its folder, absolute.</param>
    public static CaseProblem Of(IReadOnlyList<Finding> findings, string project)
    {
        var folder = Directory.Exists(project) ? project : Path.GetDirectoryName(project)!;
        var sorted = findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Place.File, StringComparer.Ordinal).ThenBy(finding => finding.Place.Line).ToList();
        var errors = Amounts.Count(findings.Count(finding => finding.Severity == Severity.Error), "error");
        var lines = sorted.Take(Most).Select(finding => Line(finding, folder));
        if (sorted.Count > Most) lines = lines.Append($"… and {Amounts.Count(sorted.Count - Most, "more finding")}");
        return new CaseProblem($"{Path.GetFileName(project)}: {errors}", $"{errors} in the project, so there is nothing to test:\n{string.Join('\n', lines)}");
    }

    /// <summary>No task was chosen.</summary>
    public static CaseProblem Empty(KptnTasksAttribute attribute, string project)
    {
        var words = attribute.Select is null && attribute.Exclude is null ? "" : $" with Select = \"{attribute.Select}\", Exclude = \"{attribute.Exclude}\"";
        return new CaseProblem("nothing to test", $"no task was chosen in {project}{words}: there would be no test at all; 'kptn list' shows the tasks that can be chosen");
    }

    private static string Line(Finding finding, string folder)
    {
        var file = Path.Combine(folder, finding.Place.File);
        var place = File.Exists(file) ? finding.Place with { File = file } : finding.Place;
        var text = $"{place}: {finding.Severity.ToString().ToLowerInvariant()}[{finding.Code}]: {finding.Message}";
        if (finding.Expected.Length > 0) text += $"; expected {finding.Expected}";
        if (finding.Suggestion.Length > 0) text += $"; {finding.Suggestion}";
        return text;
    }
}
