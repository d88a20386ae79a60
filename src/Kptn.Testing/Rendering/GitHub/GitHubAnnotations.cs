using System.Globalization;
using System.Text;
using Kptn.Engine.Projects;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;
using Kptn.Testing.Rendering.Xml;

namespace Kptn.Testing.Rendering.GitHub;

/// <summary>A report as commands of GitHub Actions, which mark the lines of a pull request. They go to the standard output of a step, a line each.</summary>
/// <param name="options">How many, and where files are.</param>
public sealed class GitHubAnnotations(GitHubOptions options)
{
    private const int Longest = 1000;

    /// <summary>The lines, the most important first.</summary>
    public IEnumerable<string> Of(TestReport report)
    {
        var outcomes = ReportOrder.Groups(report).SelectMany(group => group.Outcomes).ToList();
        foreach (var outcome in outcomes.Where(outcome => !outcome.Passes).Take(options.Annotations))
        {
            yield return Line("error", outcome.Place, $"{outcome.Name} {StatusWords.Of(outcome.Status)}", Message(outcome));
        }

        var warnings = outcomes
            .Where(outcome => outcome.Status == TestStatus.Orphaned || outcome.Undeclared.Count > 0)
            .Select(outcome => outcome.Status == TestStatus.Orphaned
                ? Line("warning", outcome.Place, $"{outcome.Name} orphaned", OutcomeMessage.Line(outcome))
                : Line("warning", outcome.Place, $"{outcome.Name} wrote beside its outputs", string.Join(", ", outcome.Undeclared.Take(10))));
        foreach (var line in warnings.Take(options.Annotations)) yield return line;
    }

    private static string Message(TestOutcome outcome)
    {
        var text = new StringBuilder(OutcomeMessage.Line(outcome));
        if (outcome.Causes.Count > 0) text.Append('\n').Append(CauseWords.Of(outcome));
        if (outcome.ApproveCommand.Length > 0) text.Append("\nto approve: ").Append(outcome.ApproveCommand);
        return text.ToString();
    }

    private string Line(string level, Place? place, string title, string message)
    {
        var properties = new List<string>();
        if (place is { } at)
        {
            var file = options.ProjectFolder.Length > 0 ? $"{options.ProjectFolder.Replace('\\', '/').TrimEnd('/')}/{at.File}" : at.File;
            properties.Add($"file={Property(file.Replace('\\', '/'))}");
            if (at.Line > 0) properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={at.Line}"));
            if (at is { Line: > 0, Column: > 0 }) properties.Add(string.Create(CultureInfo.InvariantCulture, $"col={at.Column}"));
        }

        properties.Add($"title={Property(title)}");
        return $"::{level} {string.Join(',', properties)}::{Data(string.Join('\n', message.Split('\n').Select(line => TextWidth.Clip(VisibleText.Of(line.TrimEnd('\r')), Longest))))}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(TextWidth.Clip(VisibleText.Of(text), 200))
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
