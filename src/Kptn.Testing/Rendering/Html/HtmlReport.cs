using Kptn.Testing.Rendering.Order;

namespace Kptn.Testing.Rendering.Html;

/// <summary>A report as one HTML page that needs nothing else: no network, no other files.</summary>
/// <param name="options">How much.</param>
public sealed class HtmlReport(HtmlOptions options)
{
    /// <summary>Writes the page, which says that it is UTF-8.</summary>
    public void Write(TestReport report, TextWriter output)
    {
        var page = new Markup(output);
        var groups = ReportOrder.Groups(report);
        var assets = PageAssets.Read();
        HtmlPage.Begin(page, report, assets);
        HtmlPage.Header(page, report);
        page.Literal("<div class=\"layout\">\n");
        HtmlPage.Index(page, groups);
        page.Literal("<main id=\"tests\" tabindex=\"-1\">\n");
        var tests = new HtmlTests(page, new HtmlOutputs(page, options, new EmbeddedImages(options)));
        tests.Write(groups);
        page.Literal("<p class=\"none\" hidden>No test matches.</p>\n</main>\n</div>\n");
        HtmlPage.End(page, assets);
    }

    /// <summary>Writes a page of one difference, such as between any two files.</summary>
    public void Write(TestedOutput compared, TextWriter output)
    {
        var page = new Markup(output);
        var assets = PageAssets.Read();
        HtmlPage.Begin(page, $"{compared.Diff.Path}: {compared.Diff.Headline}", assets);
        HtmlPage.Header(page, compared.Diff);
        page.Literal("<div class=\"layout alone\">\n<main tabindex=\"-1\">\n<section class=\"test\">");
        new HtmlOutputs(page, options, new EmbeddedImages(options), areFilesNamed: false).Write(compared);
        page.Literal("</section>\n</main>\n</div>\n");
        HtmlPage.End(page, assets, "");
    }

    /// <summary>The page as text.</summary>
    public string Of(TestReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(report, text);
        return text.ToString();
    }
}
