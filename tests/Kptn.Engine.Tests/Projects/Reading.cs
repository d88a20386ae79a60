using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects;

/// <summary>Reads projects that a test writes into a folder.</summary>
internal static class Reading
{
    public const string Minimal = "graphs:\n  g:\n    tasks:\n      A:\n";

    public static ProjectReadResult ReadProject(this TestFolder folder, string yaml)
    {
        folder.Write("kptn.yaml", yaml);
        return folder.ReadProject();
    }

    public static ProjectReadResult ReadProject(this TestFolder folder, string? pyproject = null, YamlMap? tool = null)
        => ProjectReader.Read(new ProjectLocation(folder.Root, folder["kptn.yaml"], pyproject, tool));

    public static Project Good(this TestFolder folder, string yaml)
    {
        var (project, findings) = folder.ReadProject(yaml);
        Assert.Empty(findings.Select(Line));
        return project!;
    }

    /// <summary>The findings of a project whose tasks are those given.</summary>
    public static string[] TaskFindings(this TestFolder folder, string tasks) => folder.Findings(Minimal + "tasks:\n" + tasks);

    public static string[] Findings(this TestFolder folder, string yaml) => [.. folder.ReadProject(yaml).Findings.Select(Line)];

    /// <summary>Everything of a finding on one line.</summary>
    public static string Line(Finding finding)
        => $"{finding.Place} {finding.Severity switch { Severity.Warning => "warning ", Severity.Advice => "advice ", _ => "" }}{finding.Code}: {finding.Message}"
            + (finding.Expected.Length > 0 ? $" | {finding.Expected}" : "")
            + (finding.Suggestion.Length > 0 ? $" | {finding.Suggestion}" : "");
}
