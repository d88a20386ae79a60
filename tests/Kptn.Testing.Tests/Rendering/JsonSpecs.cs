using System.Text.Json;
using Kptn.Testing.Rendering.Json;

namespace Kptn.Testing.Tests.Rendering;

public sealed class JsonSpecs
{
    [Fact]
    public void The_shape_is_what_programs_rely_on() => Verified.Match(JsonShape.Of(ReportJson.Of(Reports.Shop)), "shape");

    [Fact]
    public void A_report_can_be_read_back()
    {
        foreach (var report in new[] { Reports.Shop, Hostile.Report, Reports.Of(), Reports.Large(20) })
        {
            // Half characters cannot be written in UTF-8; they are replaced the first time.
            var json = ReportJson.Of(ReportJson.Read(ReportJson.Of(report)));
            Assert.Equal(json, ReportJson.Of(ReportJson.Read(json)));
            if (report != Hostile.Report) Assert.Equal(ReportJson.Of(report), json);
        }
    }

    [Fact]
    public void What_was_read_back_renders_as_before()
    {
        var markdown = new Testing.Rendering.Markdown.MarkdownReport(new());
        Assert.Equal(markdown.Of(Reports.Shop), markdown.Of(ReportJson.Read(ReportJson.Of(Reports.Shop))));
    }

    [Fact]
    public void Numbers_that_JSON_has_not_are_kept()
    {
        var diff = Diffs.Prices with { Detail = ((Testing.Comparing.TableDiff)Diffs.Prices.Detail!) with { Columns = [new() { Name = "x", Numbers = new(1, double.NaN, double.PositiveInfinity, 0, 0) }] } };
        Assert.Contains("\"NaN\"", ReportJson.Of(diff));
    }

    [Fact]
    public void What_is_another_format_is_refused()
    {
        Assert.Throws<JsonException>(() => ReportJson.Read("{}"));
        var error = Assert.Throws<JsonException>(() => ReportJson.Read(ReportJson.Of(Reports.Shop).Replace("kptn-test-report/1", "kptn-test-report/2")));
        Assert.Contains("kptn-test-report/2", error.Message);
    }
}
