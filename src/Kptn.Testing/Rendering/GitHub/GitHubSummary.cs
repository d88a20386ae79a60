using System.Text;
using Kptn.Testing.Rendering.Markdown;

namespace Kptn.Testing.Rendering.GitHub;

/// <summary>The summary that GitHub Actions shows of a job.</summary>
public static class GitHubSummary
{
    /// <summary>The Markdown of a report, within what a step may write.</summary>
    public static string Of(TestReport report) => new MarkdownReport(new() { MaxCharacters = MarkdownOptions.SummaryLimit, Tests = 200 }).Of(report);

    /// <summary>Adds it to the file that <c>GITHUB_STEP_SUMMARY</c> names; what other commands of the step wrote stays.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Append(TestReport report, string path) => File.AppendAllText(path, Of(report) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
