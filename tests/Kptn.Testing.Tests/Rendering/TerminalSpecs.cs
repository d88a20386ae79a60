using Kptn.Testing.Rendering.Terminal;

namespace Kptn.Testing.Tests.Rendering;

public sealed class TerminalSpecs
{
    [Fact]
    public void A_report_reads_from_failures_over_changes_to_counts() =>
        Verified.Match(string.Join('\n', new TerminalText(new() { Width = 110 }).Of(Reports.Shop)), "report");
}
