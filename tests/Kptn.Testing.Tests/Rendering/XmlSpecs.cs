using System.Xml.Linq;
using Kptn.Testing.Rendering.Xml;

namespace Kptn.Testing.Tests.Rendering;

public sealed class XmlSpecs
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    [Fact]
    public void JUnit_XML_has_a_case_for_each_test() => Verified.Match(JUnitReport.Of(Reports.Shop), "junit");

    [Fact]
    public void JUnit_XML_counts_what_it_holds()
    {
        var suites = XDocument.Parse(JUnitReport.Of(Reports.Shop)).Root!;
        var suite = Assert.Single(suites.Elements("testsuite"));
        foreach (var root in new[] { suites, suite })
        {
            Assert.Equal(root.Descendants("testcase").Count(), (int)root.Attribute("tests")!);
            Assert.Equal(root.Descendants("failure").Count(), (int)root.Attribute("failures")!);
            Assert.Equal(root.Descendants("error").Count(), (int)root.Attribute("errors")!);
        }
    }

    [Fact]
    public void TRX_holds_results_definitions_and_counts_that_fit_together()
    {
        var run = XDocument.Parse(TrxReport.Of(Reports.Shop)).Root!;
        Assert.Equal(["Times", "TestSettings", "Results", "TestDefinitions", "TestEntries", "TestLists", "ResultSummary"], run.Elements().Select(element => element.Name.LocalName));
        var results = run.Descendants(Trx + "UnitTestResult").ToList();
        var tests = run.Descendants(Trx + "UnitTest").ToDictionary(test => (string)test.Attribute("id")!);
        Assert.Equal(Reports.Shop.Outcomes.Count, results.Count);
        Assert.All(results, result => Assert.Equal((string)result.Attribute("executionId")!, (string)tests[(string)result.Attribute("testId")!].Element(Trx + "Execution")!.Attribute("id")!));
        Assert.Equal(results.Count, run.Descendants(Trx + "TestEntry").Count());
        var counters = run.Descendants(Trx + "Counters").Single();
        Assert.Equal(results.Count(result => (string)result.Attribute("outcome")! == "Failed"), (int)counters.Attribute("failed")!);
        Assert.Equal(results.Count, (int)counters.Attribute("total")!);
        Assert.Contains("A-0042", run.Descendants(Trx + "Message").Select(message => message.Value).First(text => text.Contains("prices.csv")));
    }

    [Fact]
    public void A_test_keeps_its_id_from_run_to_run()
    {
        var first = Ids(TrxReport.Of(Reports.Shop), "id");
        var later = Reports.Shop with { StartedAt = Reports.Shop.StartedAt.AddDays(1), Outcomes = [.. Reports.Shop.Outcomes.Reverse()] };
        Assert.Equal(first.Order(), Ids(TrxReport.Of(later), "id").Order());
        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Fact]
    public void Any_data_makes_valid_XML()
    {
        foreach (var text in Hostile.Texts)
        {
            var report = Reports.Of([.. Hostile.Outcomes(text)]) with { Title = text, Command = text };
            _ = XDocument.Parse(TrxReport.Of(report));
            _ = XDocument.Parse(JUnitReport.Of(report));
        }
    }

    [Fact]
    public void The_encoding_that_is_declared_is_the_one_that_files_have() =>
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", JUnitReport.Of(Reports.Shop));

    private static List<string> Ids(string trx, string attribute) => [.. XDocument.Parse(trx).Root!.Descendants(Trx + "UnitTest").Select(test => (string)test.Attribute(attribute)!)];
}
