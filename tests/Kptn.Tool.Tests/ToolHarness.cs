using Kptn.Tool.Terminal;

namespace Kptn.Tool.Tests;

/// <summary>The tool in this process, in a folder of the test's own.</summary>
internal sealed class ToolHarness : IDisposable
{
    private readonly TestFolder _folder = new();

    public string Root => _folder.Root;

    public ToolHarness Write(string relative, string content)
    {
        _folder.Write(relative, content);
        return this;
    }

    public string Read(string relative) => _folder.Read(relative);

    /// <summary>Carries out a command line whose words are parted by spaces.</summary>
    public Task<ToolResult> RunAsync(string line) => RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Carries out a command line.</summary>
    public async Task<ToolResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, errors, hasColour: false, isLive: false, width: 120);
        var exitCode = await App.RunAsync(args, new ToolContext(screen, TimeProvider.System, Root));
        return new ToolResult(string.Join(' ', ["kptn", .. args]), exitCode, output.ToString(), errors.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
