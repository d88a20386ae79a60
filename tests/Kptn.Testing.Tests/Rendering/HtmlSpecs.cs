using Kptn.Testing.Rendering.Html;

namespace Kptn.Testing.Tests.Rendering;

public sealed class HtmlSpecs
{
    [Fact]
    public void A_page_is_made()
    {
        var folder = Environment.GetEnvironmentVariable("KPTN_PAGES") ?? Path.GetTempPath();
        File.WriteAllText(Path.Combine(folder, "shop.html"), new HtmlReport(new() { Root = folder }).Of(Reports.Shop));
        File.WriteAllText(Path.Combine(folder, "large.html"), new HtmlReport(new()).Of(Reports.Large(500)));
    }
}
