using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Json;
using Kptn.Testing.Rendering.Markdown;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Diffs;

/// <summary>Shows one difference, and writes it to files.</summary>
/// <param name="tool">What the verb was given.</param>
/// <param name="request">How it is shown.</param>
internal sealed class DiffOutput(ToolContext tool, DiffRequest request)
{
    /// <summary>Shows and writes it.</summary>
    /// <returns>Whether all files could be written.</returns>
    public bool Write(OutputDiff diff, FilePair pair)
    {
        if (request.IsJson) tool.Screen.Line(ReportJson.Of(diff));
        else if (request.Markdown == PendingDiffRequest.Printed) tool.Screen.Line(new MarkdownReport(new MarkdownOptions { Rows = request.Shown }).Of(diff).TrimEnd('\n'));
        else Show(diff);
        var output = new TestedOutput { Diff = diff, OldFile = pair.Old, NewFile = pair.New };
        return Write(output, request.Markdown == PendingDiffRequest.Printed ? null : request.Markdown, ReportForm.Markdown) & Write(output, request.Html, ReportForm.Html);
    }

    private void Show(OutputDiff diff)
    {
        var text = new TerminalText(new TerminalOptions
        {
            // What another program reads stays in lines that begin with a name each.
            Width = request.IsStat && !tool.Screen.IsTerminal ? int.MaxValue : tool.Screen.Width,
            Paint = new DiffPainter(tool.Screen).Paint,
            Rows = request.Shown,
            Files = request.Shown,
            Lines = Math.Max(30, request.Shown * 5),
        });
        foreach (var line in request.IsStat ? text.Headlines(diff) : text.Of(diff)) tool.Screen.Line(line);
    }

    private bool Write(TestedOutput output, string? file, ReportForm form) =>
        file is null || ReportGuard.Write(tool.Screen, file, () => ReportFile.Write(output, form, Path.GetFullPath(file, tool.Folder), tool.Folder));
}
