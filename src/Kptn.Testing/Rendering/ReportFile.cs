using System.Text;
using Kptn.Testing.Rendering.Html;
using Kptn.Testing.Rendering.Json;
using Kptn.Testing.Rendering.Markdown;
using Kptn.Testing.Rendering.Xml;

namespace Kptn.Testing.Rendering;

/// <summary>Reports as files.</summary>
public static class ReportFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a report; a file that is there is replaced as a whole or stays as it was.</summary>
    /// <param name="report">The report.</param>
    /// <param name="form">What as.</param>
    /// <param name="path">The file; folders above it are made.</param>
    /// <param name="root">What relative paths of outputs are below, so that a page can hold images; empty for none.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(TestReport report, ReportForm form, string path, string root = "") => Write(path, file => Write(report, form, file, root));

    /// <summary>Writes one difference, such as between any two files, as a page, Markdown or JSON; a file that is there is replaced as a whole or stays as it was.</summary>
    /// <param name="output">The difference, and the files where a page may show them.</param>
    /// <param name="form">What as; a report of tests is no form for it.</param>
    /// <param name="path">The file; folders above it are made.</param>
    /// <param name="root">What relative paths of files are below.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(TestedOutput output, ReportForm form, string path, string root = "")
    {
        ArgumentNullException.ThrowIfNull(output);
        if (form is ReportForm.Trx or ReportForm.JUnit) throw new ArgumentException("a difference is written as a page, as Markdown or as JSON", nameof(form));
        Write(path, file => Write(output, form, file, root));
    }

    private static void Write(string path, Action<StreamWriter> content)
    {
        var full = Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal))
        {
            // A device, such as the standard output, is written to and never replaced.
            using var device = new StreamWriter(full, append: true, Utf8);
            content(device);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new StreamWriter(temporary, append: false, Utf8)) content(file);
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(TestedOutput output, ReportForm form, StreamWriter file, string root)
    {
        if (form == ReportForm.Html) new HtmlReport(new() { Root = root }).Write(output, file);
        else file.Write(form == ReportForm.Markdown ? new MarkdownReport(new()).Of(output.Diff) : ReportJson.Of(output.Diff));
    }

    private static void Write(TestReport report, ReportForm form, StreamWriter file, string root)
    {
        switch (form)
        {
            case ReportForm.Html:
                new HtmlReport(new() { Root = root }).Write(report, file);
                break;
            case ReportForm.Markdown:
                file.Write(new MarkdownReport(new()).Of(report));
                break;
            case ReportForm.Json:
                file.Write(ReportJson.Of(report));
                break;
            case ReportForm.Trx:
                file.Write(TrxReport.Of(report));
                break;
            default:
                file.Write(JUnitReport.Of(report));
                break;
        }
    }
}
