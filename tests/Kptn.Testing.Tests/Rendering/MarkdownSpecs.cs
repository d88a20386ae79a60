using Kptn.Testing.Rendering.Markdown;

namespace Kptn.Testing.Tests.Rendering;

public sealed class MarkdownSpecs
{
    [Fact]
    public void A_report_says_what_happened_without_any_file_being_opened() =>
        Verified.Match(new MarkdownReport(new()).Of(Reports.Shop), "report");
}
