using Kptn.Tool.Terminal;

namespace Kptn.Tool.Tests.Mapped;

public sealed class LiveViewSpecs
{
    [Fact(Timeout = 20_000)]
    public async Task A_terminal_shows_a_bar_for_each_mapped_task()
    {
        using var tool = States.Create("NC SC VA", bad: "SC");
        tool.Write("summary.sh", tool.Read("summary.sh") + "sleep 0.3\n");
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, TextWriter.Null, hasColour: false, isLive: true, width: 120);
        var exitCode = await App.RunAsync(["run", "-j", "1"], new ToolContext(screen, TimeProvider.System, tool.Root));
        var text = output.ToString();
        Assert.Equal(1, exitCode);
        Assert.Contains("summary ━", text, StringComparison.Ordinal);
        Assert.Contains("1 failed", text, StringComparison.Ordinal);
        Assert.Contains("INCOMPLETE  summary  2 of 3 items done", text, StringComparison.Ordinal);
    }
}
