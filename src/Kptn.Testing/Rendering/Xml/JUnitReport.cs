using System.Globalization;
using System.Xml;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>A report as JUnit XML, as build servers read it: a suite for each graph, errors for tasks that failed, failures for changes.</summary>
public static class JUnitReport
{
    /// <summary>The document.</summary>
    public static string Of(TestReport report) => XmlText.Document(writer =>
    {
        writer.WriteStartElement("testsuites");
        writer.WriteAttributeString("name", XmlText.Of(report.Title.Length > 0 ? report.Title : "kptn"));
        Counts(writer, report.Outcomes, report.Duration);
        foreach (var graph in report.Outcomes.GroupBy(outcome => outcome.Graph).OrderBy(graph => graph.Key, StringComparer.Ordinal)) Suite(writer, report, graph.Key, [.. graph]);
        writer.WriteEndElement();
    });

    private static void Suite(XmlWriter writer, TestReport report, string graph, IReadOnlyList<TestOutcome> outcomes)
    {
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", XmlText.Of(graph));
        writer.WriteAttributeString("timestamp", report.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Counts(writer, outcomes, TimeSpan.FromTicks(outcomes.Sum(outcome => outcome.Duration.Ticks)));
        foreach (var outcome in outcomes) Case(writer, outcome);
        writer.WriteEndElement();
    }

    private static void Counts(XmlWriter writer, IReadOnlyList<TestOutcome> outcomes, TimeSpan duration)
    {
        Count("tests", outcomes.Count);
        Count("failures", outcomes.Count(outcome => outcome.Status is TestStatus.Changed or TestStatus.New));
        Count("errors", outcomes.Count(outcome => outcome.Status == TestStatus.Failed));
        Count("skipped", outcomes.Count(outcome => outcome.Status is TestStatus.Skipped or TestStatus.Orphaned));
        writer.WriteAttributeString("time", Seconds(duration));

        void Count(string name, int count) => writer.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void Case(XmlWriter writer, TestOutcome outcome)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("name", XmlText.Of(outcome.Item is null ? outcome.Task : $"{outcome.Task}[{outcome.Item}]"));
        writer.WriteAttributeString("classname", XmlText.Of(outcome.Graph));
        writer.WriteAttributeString("time", Seconds(outcome.Duration));
        if (outcome.Place is { } place)
        {
            writer.WriteAttributeString("file", XmlText.Of(place.File));
            if (place.Line > 0) writer.WriteAttributeString("line", place.Line.ToString(CultureInfo.InvariantCulture));
        }

        var element = outcome.Status switch
        {
            TestStatus.Failed => "error",
            TestStatus.Changed or TestStatus.New => "failure",
            TestStatus.Skipped or TestStatus.Orphaned => "skipped",
            _ => "",
        };
        if (element.Length > 0)
        {
            writer.WriteStartElement(element);
            writer.WriteAttributeString("message", OutcomeMessage.Line(outcome));
            if (element != "skipped")
            {
                writer.WriteAttributeString("type", Words.StatusWords.Of(outcome.Status));
                writer.WriteString(XmlText.Of(OutcomeMessage.Lines(outcome)));
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
