using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.GitHub;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary>Writes the reports of tests.</summary>
/// <param name="tool">What the verb was given.</param>
/// <param name="root">The folder of kptn.yaml, absolute.</param>
internal sealed class TestReports(ToolContext tool, string root)
{
    private static readonly string[] Always = ["report.html", "report.md", "report.json", "report.trx", "report.xml"];

    /// <summary>What a file is written as, by its end; <see langword="null"/> where that is not known.</summary>
    public static ReportForm? FormOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".html" or ".htm" => ReportForm.Html,
        ".md" or ".markdown" => ReportForm.Markdown,
        ".json" => ReportForm.Json,
        ".trx" => ReportForm.Trx,
        ".xml" => ReportForm.JUnit,
        _ => null,
    };

    /// <summary>Writes every form to kptn's own folder, those that were asked for, and the summary of a GitHub job.</summary>
    /// <returns>Whether all that was asked for could be written.</returns>
    public bool Write(TestReport report, IReadOnlyList<string> files, bool isQuiet)
    {
        var folder = Path.Combine(root, ".kptn", "tests");
        var isWritten = true;
        foreach (var name in Always) Try(report, Path.Combine(folder, name));
        foreach (var file in files) isWritten &= Try(report, Path.GetFullPath(file, tool.Folder));
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary) ReportGuard.Write(tool.Screen, summary, () => GitHubSummary.Append(report, summary));
        if (!isQuiet) tool.Screen.Line($"page: {Shown(Path.Combine(folder, Always[0]))}");
        return isWritten;
    }

    private bool Try(TestReport report, string file) => ReportGuard.Write(tool.Screen, file, () => ReportFile.Write(report, FormOf(file)!.Value, file, root));

    private string Shown(string file) => Path.GetRelativePath(tool.Folder, file) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
}
