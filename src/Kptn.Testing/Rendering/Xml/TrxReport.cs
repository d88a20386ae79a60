using System.Globalization;
using System.Xml;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>A report as TRX, the format of Visual Studio's test results.</summary>
public static class TrxReport
{
    private const string Schema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private const string UnitTestType = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string ResultsNotInAList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";
    private const string AllLoadedResults = "19431567-8539-422a-85d7-44ee4e166bda";

    /// <summary>The document.</summary>
    public static string Of(TestReport report) => XmlText.Document(writer =>
    {
        var run = TestIds.Of($"run {report.Title} {report.StartedAt.UtcTicks}");
        var (start, end) = (Time(report.StartedAt), Time(report.StartedAt + report.Duration));
        writer.WriteStartElement("TestRun", Schema);
        Attributes(writer, ("id", run), ("name", $"{(report.Title.Length > 0 ? report.Title : "kptn")} {start}"));
        Empty(writer, "Times", ("creation", start), ("queuing", start), ("start", start), ("finish", end));
        Empty(writer, "TestSettings", ("name", "default"), ("id", TestIds.Of("settings")));
        var tests = report.Outcomes.Select((outcome, number) => new TrxTest(outcome, run, number)).ToList();
        writer.WriteStartElement("Results");
        foreach (var test in tests) Result(writer, test, report);
        writer.WriteEndElement();
        writer.WriteStartElement("TestDefinitions");
        foreach (var test in tests) Definition(writer, test);
        writer.WriteEndElement();
        writer.WriteStartElement("TestEntries");
        foreach (var test in tests) Empty(writer, "TestEntry", ("testId", test.TestId), ("executionId", test.ExecutionId), ("testListId", ResultsNotInAList));
        writer.WriteEndElement();
        writer.WriteStartElement("TestLists");
        Empty(writer, "TestList", ("name", "Results Not in a List"), ("id", ResultsNotInAList));
        Empty(writer, "TestList", ("name", "All Loaded Results"), ("id", AllLoadedResults));
        writer.WriteEndElement();
        TrxSummary.Write(writer, report);
        writer.WriteEndElement();
    });

    /// <summary>Writes attributes.</summary>
    internal static void Attributes(XmlWriter writer, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes) writer.WriteAttributeString(name, XmlText.Of(value));
    }

    private static void Empty(XmlWriter writer, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(name);
        Attributes(writer, attributes);
        writer.WriteEndElement();
    }

    private static void Result(XmlWriter writer, TrxTest test, TestReport report)
    {
        var outcome = test.Outcome;
        writer.WriteStartElement("UnitTestResult");
        Attributes(
            writer,
            ("executionId", test.ExecutionId),
            ("testId", test.TestId),
            ("testName", outcome.Name),
            ("computerName", "kptn"),
            ("duration", outcome.Duration.ToString(@"hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture)),
            ("startTime", Time(report.StartedAt)),
            ("endTime", Time(report.StartedAt + outcome.Duration)),
            ("testType", UnitTestType),
            ("outcome", TrxSummary.Name(outcome.Status)),
            ("testListId", ResultsNotInAList),
            ("relativeResultsDirectory", test.ExecutionId));
        if (outcome.Status != TestStatus.Same)
        {
            writer.WriteStartElement("Output");
            if (outcome.Passes)
            {
                writer.WriteElementString("StdOut", OutcomeMessage.Line(outcome));
            }
            else
            {
                writer.WriteStartElement("ErrorInfo");
                writer.WriteElementString("Message", XmlText.Of([OutcomeMessage.Line(outcome), "", .. OutcomeMessage.Lines(outcome)]));
                if (outcome.Place is { } place) writer.WriteElementString("StackTrace", XmlText.Of($"at {outcome.Name} in {Words.PlaceWords.Of(place)}"));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Definition(XmlWriter writer, TrxTest test)
    {
        writer.WriteStartElement("UnitTest");
        Attributes(writer, ("name", test.Outcome.Name), ("storage", test.Outcome.Place?.File ?? "kptn.yaml"), ("id", test.TestId));
        Empty(writer, "Execution", ("id", test.ExecutionId));
        Empty(writer, "TestMethod", ("codeBase", test.Outcome.Place?.File ?? "kptn.yaml"), ("adapterTypeName", "executor://kptn"), ("className", test.Outcome.Graph), ("name", test.Method));
        writer.WriteEndElement();
    }

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
}
