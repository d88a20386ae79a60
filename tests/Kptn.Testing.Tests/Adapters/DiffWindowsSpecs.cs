using Kptn.Testing.DiffTools;

namespace Kptn.Testing.Tests.Adapters;

public sealed class DiffWindowsSpecs
{
    [Fact]
    public void Where_nothing_was_approved_no_tool_may_make_an_approved_file()
    {
        using var folder = new TestFolder();
        folder.Write("out.received.csv", "a\n");
        Assert.False(DiffWindows.Open(folder["out.received.csv"], folder["out.verified.csv"]));
        Assert.False(File.Exists(folder["out.verified.csv"]));
    }
}
