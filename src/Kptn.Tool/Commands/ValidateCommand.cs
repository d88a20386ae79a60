using System.CommandLine;
using Kptn.Engine.Projects;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn validate</c>.</summary>
internal static class ValidateCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("validate", "Check kptn.yaml and the scripts that it names, and show everything that is wrong at once") { Examples = [("kptn validate", "findings, one a line: file, line, column, code and what was expected")] };
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction((parsed, cancellation) => RunAsync(tool, options.Project(parsed), options.Json(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ToolContext tool, string? folder, bool json, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(tool);
        var (bench, found) = opener.Read(folder);
        var findings = new List<Finding>(found);
        foreach (var graph in bench?.Graphs.Values ?? [])
        {
            var (context, more) = await opener.ReadyAsync(bench!, graph, cancellation).ConfigureAwait(false);
            findings.AddRange(more.Where(finding => !findings.Contains(finding)));
            context.SaveCaches();
        }

        var isValid = !findings.Any(finding => finding.Severity == Severity.Error);
        if (json) WriteJson(tool.Screen, findings, isValid);
        else Write(tool.Screen, bench, findings, isValid);
        return isValid ? ExitCodes.Success : ExitCodes.BadUsage;
    }

    private static void Write(Screen screen, Workbench? bench, List<Finding> findings, bool isValid)
    {
        foreach (var finding in FindingText.Sort(findings)) screen.Line(FindingText.Line(screen, finding));
        if (isValid)
        {
            var name = Path.GetFileName(bench!.Project.ConfigPath);
            screen.Line($"{screen.Paint("✓", Colour.Green)} {name} is valid: {Units.Count(bench.Graphs.Count, "graph")}, {Units.Count(bench.Project.Tasks.Count, "task")}");
        }
        else
        {
            screen.Line(Units.Count(findings.Count(finding => finding.Severity == Severity.Error), "error"));
        }
    }

    private static void WriteJson(Screen screen, List<Finding> findings, bool isValid) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid", isValid);
        writer.WriteStartArray("findings");
        foreach (var finding in FindingText.Sort(findings))
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "advice" });
            writer.WriteString("file", finding.Place.File);
            writer.WriteNumber("line", finding.Place.Line);
            writer.WriteNumber("column", finding.Place.Column);
            writer.WriteString("message", finding.Message);
            writer.WriteString("expected", finding.Expected);
            writer.WriteString("suggestion", finding.Suggestion);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
