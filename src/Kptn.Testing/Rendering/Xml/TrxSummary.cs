using System.Globalization;
using System.Xml;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>The counts at the end of a TRX document.</summary>
internal static class TrxSummary
{
    /// <summary>A status as TRX names it.</summary>
    public static string Name(TestStatus status) => status switch
    {
        TestStatus.Same => "Passed",
        TestStatus.Skipped or TestStatus.Orphaned => "NotExecuted",
        _ => "Failed",
    };

    public static void Write(XmlWriter writer, TestReport report)
    {
        var names = report.Outcomes.Select(outcome => Name(outcome.Status)).ToList();
        var (passed, failed, other) = (Count("Passed"), Count("Failed"), Count("NotExecuted"));
        writer.WriteStartElement("ResultSummary");
        TrxReport.Attributes(writer, ("outcome", report.Passes ? "Completed" : "Failed"));
        writer.WriteStartElement("Counters");
        TrxReport.Attributes(writer, ("total", Text(names.Count)), ("executed", Text(passed + failed)), ("passed", Text(passed)), ("failed", Text(failed)));
        foreach (var none in (string[])["error", "timeout", "aborted", "inconclusive", "passedButRunAborted", "notRunnable"]) TrxReport.Attributes(writer, (none, "0"));
        TrxReport.Attributes(writer, ("notExecuted", Text(other)));
        foreach (var none in (string[])["disconnected", "warning", "completed", "inProgress", "pending"]) TrxReport.Attributes(writer, (none, "0"));
        writer.WriteEndElement();
        writer.WriteEndElement();

        int Count(string name) => names.Count(other => other == name);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
